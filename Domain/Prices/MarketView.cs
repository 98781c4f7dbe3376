using PortfolioTracker.Domain.Currencies;

namespace PortfolioTracker.Domain.Prices;

/// <summary>The market side of one computation: what is known of each security, and the exchange rates.</summary>
internal sealed record MarketView(IReadOnlyDictionary<string, Security> Securities, ExchangeRates Rates)
{
    public Security Of(string symbol) =>
        Securities.TryGetValue(symbol, out var security) ? security : Security.Unknown(symbol);

    /// <summary>The market as a holder of these prices sees it.</summary>
    public MarketView With(IReadOnlyList<OwnPrices> own)
    {
        if (own.Count == 0)
        {
            return this;
        }

        var securities = new Dictionary<string, Security>(Securities);
        foreach (var prices in own.Where(prices => securities.ContainsKey(prices.Symbol)))
        {
            securities[prices.Symbol] = prices.Over(securities[prices.Symbol]);
        }

        return this with { Securities = securities };
    }
}
