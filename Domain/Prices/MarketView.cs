using PortfolioTracker.Domain.Currencies;

namespace PortfolioTracker.Domain.Prices;

/// <summary>The market side of one computation: what is known of each security, and the exchange rates.</summary>
internal sealed record MarketView(IReadOnlyDictionary<string, Security> Securities, ExchangeRates Rates)
{
    public Security Of(string symbol) =>
        Securities.TryGetValue(symbol, out var security) ? security : Security.Unknown(symbol);
}
