using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Watchlist;

/// <summary>Last prices of watched symbols: answered from what is known; what is old is asked for behind the answer.
/// Only symbols of which nothing is known are waited for, and not for long. What no provider covers has the prices that
/// the user gave.</summary>
internal sealed class WatchlistQuotes(
    MarketStore market, MarketRefresher refresher, OwnPriceBook own, TimeProvider clock)
{
    private static readonly TimeSpan ColdWaitMax = TimeSpan.FromSeconds(3);

    /// <returns>By symbol; one without any price is not in it.</returns>
    public async Task<IReadOnlyDictionary<string, (PriceAt Price, string? Currency)>> OfAsync(
        CurrentUser user, IReadOnlyCollection<string> symbols, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var view = await own.InPlaceOfAsync(await market.ViewAsync(symbols, [], "USD", ct), user, ct);
        string[] cold = [.. symbols.Where(symbol => OwnPrices.CountFor(view.Of(symbol)))];
        if (cold.Length > 0)
        {
            await refresher.AskAndWaitAsync(cold, [], ColdWaitMax, ct);
            view = await own.InPlaceOfAsync(await market.ViewAsync(symbols, [], "USD", ct), user, ct);
        }

        refresher.Ask(symbols);
        var prices = new Dictionary<string, (PriceAt, string?)>(StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            var security = view.Of(symbol);
            if (Holding.PriceOn(security, today) is { } price)
            {
                prices[symbol] = (price, security.Instrument.Currency);
            }
        }

        return prices;
    }

    /// <summary>Looks after the market data of a newly watched symbol in the background.</summary>
    public void Ask(string symbol) => refresher.Ask([symbol]);
}
