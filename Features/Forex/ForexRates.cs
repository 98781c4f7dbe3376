using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Forex;

/// <summary>Rates between currencies on a day. What is known is answered at once, and what is old is asked for behind
/// the answer; only a rate that nobody knows yet is waited for, a bounded time.</summary>
internal sealed class ForexRates(
    MarketStore store, MarketArchive archive, MarketRefresher refresher, EuroRateFetch euros, FetchBook book,
    ProviderAbsence absence, IOptions<MarketDataOptions> options, TimeProvider clock)
{
    /// <summary>A rate that is older than this on the day it stands for is stale.</summary>
    public const int DaysOldMax = 7;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>One unit of the first currency in units of the second: the last rate on or before the day.</summary>
    /// <exception cref="RefusedException">404 where there is no such rate, 503 where it is not known yet.</exception>
    public async Task<ExchangeRate> OnAsync(CurrencyPair pair, DateOnly on, CancellationToken ct)
    {
        var rates = await ForAsync(pair, on, ct);
        return rates.Between(pair.MajorFrom, pair.MajorTo, on) is { } rate
            ? rate with { Value = pair.InUnits(rate.Value) }
            : throw await MissingAsync(pair, on, ct);
    }

    /// <summary>All that is known of the two currencies; that of the day is waited for where it is not.</summary>
    public async Task<ExchangeRates> ForAsync(CurrencyPair pair, DateOnly on, CancellationToken ct)
    {
        string[] currencies = [pair.MajorFrom, pair.MajorTo];
        var rates = await ViewAsync(currencies, ct);
        if (pair.MajorFrom == pair.MajorTo)
        {
            return rates;
        }

        if (rates.Between(pair.MajorFrom, pair.MajorTo, on) is { } known && known.On >= on.AddDays(-DaysOldMax))
        {
            if (known.On < Freshness.LastClosedSession(clock.GetUtcNow().UtcDateTime))
            {
                refresher.Ask(Keys(currencies));
            }

            return rates;
        }

        var wait = TimeSpan.FromSeconds(options.Value.WaitMaxSeconds);
        await refresher.FetchAndWaitAsync(
            [.. Keys(currencies).Select(key => new FetchItem(key, FetchKind.Rates))], wait, ct);
        rates = await ViewAsync(currencies, ct);
        if (rates.Between(pair.MajorFrom, pair.MajorTo, on) is null && euros.Serves(EuroRateFetch.All))
        {
            // What the central bank knows of the past comes in one piece.
            await refresher.FetchAndWaitAsync([EuroRateFetch.All], wait, ct);
            rates = await ViewAsync(currencies, ct);
        }

        return rates;
    }

    /// <summary>Who gave the rates of a day.</summary>
    public Task<IReadOnlyList<string>> SourcesAsync(CurrencyPair pair, DateOnly on, CancellationToken ct) =>
        archive.RateSourcesAsync(on, [pair.MajorFrom, pair.MajorTo], ct);

    private async Task<RefusedException> MissingAsync(CurrencyPair pair, DateOnly on, CancellationToken ct)
    {
        var what = $"The rate from {pair.From} to {pair.To} on {on:yyyy-MM-dd}";
        string[] keys = [.. Keys([pair.MajorFrom, pair.MajorTo])];
        var states = (await book.ReadAsync(keys, ct)).States.Values.Where(state => state.Item.Kind == FetchKind.Rates)
            .ToArray();
        var isKnown = states.Any(ProviderAbsence.IsKnown)
            || (states.Length == keys.Length && states.All(state => state.LastSuccessAt is not null));
        return isKnown
            ? new(StatusCodes.Status404NotFound, Error.NotFound($"{what} is not known to anybody who was asked."))
            : absence.Refusal(what, states.FirstOrDefault(state => state.LastSuccessAt is null));
    }

    private async Task<ExchangeRates> ViewAsync(string[] currencies, CancellationToken ct) =>
        (await store.ViewAsync([], currencies, DollarPairs.Dollar, ct)).Rates;

    private static IEnumerable<string> Keys(IEnumerable<string> currencies) =>
        currencies.Where(code => code != DollarPairs.Dollar).Distinct().Select(DollarPairs.KeyOf);
}
