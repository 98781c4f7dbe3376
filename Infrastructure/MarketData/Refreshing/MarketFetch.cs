using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

internal enum FetchResult
{
    /// <summary>What there is to know is known.</summary>
    Served,

    /// <summary>It could not be found out now.</summary>
    NotServed,

    /// <summary>Another instance is at it.</summary>
    Elsewhere,
}

/// <summary>One fetch from beginning to end: claim it, ask, store, write down what came of it, renew the memory.
/// </summary>
internal sealed partial class MarketFetch(
    FetchBook book, PriceFetch prices, ProviderPrices provider, IdentityFetch identity, ActionFetch actions,
    RateFetch rates, QuoteFetch quotes, DocumentFetch documents, EuroRateFetch euros, ListingFetch listings,
    MarketStore store, IOptions<MarketDataOptions> options, TimeProvider clock, ILogger<MarketFetch> log)
{
    public const string Quarantined = nameof(StoreOutcome.Quarantined);

    public async Task<(FetchResult Result, FetchItem[] FollowUps)> RunAsync(Work work, CancellationToken ct)
    {
        var item = work.Item;
        ActingUser.Id = work.For;
        var mayAsk = item.Kind == FetchKind.Prices
            ? prices.MayAsk(item.Key, work.IsUrgent)
            : euros.Serves(item) || provider.StateFor(work.IsUrgent) == SourceState.Ready;
        if (!mayAsk)
        {
            return (FetchResult.NotServed, []);
        }

        if (await book.ClaimAsync(item, ct) is not { } state)
        {
            return (await book.IsClaimedAsync(item, ct) ? FetchResult.Elsewhere : FetchResult.Served, []);
        }

        var recorded = false;
        try
        {
            var outcome = await MakeAsync(state, work.IsUrgent, ct);
            if (outcome.WasMade)
            {
                await RecordAsync(state, outcome, ct);
                recorded = true;
            }

            if (outcome.Stored != StoreOutcome.Unchanged)
            {
                await store.ReloadAsync(item.Key, ct);
            }

            return (outcome.IsServed ? FetchResult.Served : FetchResult.NotServed, outcome.FollowUps);
        }
        finally
        {
            if (!recorded)
            {
                // Also when the process is stopping: the claim must not keep other instances waiting.
                await book.ReleaseAsync(item, CancellationToken.None);
            }
        }
    }

    private Task<FetchOutcome> MakeAsync(FetchState state, bool isUrgent, CancellationToken ct) =>
        state.Item.Kind switch
        {
            FetchKind.Search => identity.SearchAsync(state, isUrgent, ct),
            FetchKind.Prices => prices.PricesAsync(state, isUrgent, ct),
            FetchKind.Rates => rates.RatesAsync(state, isUrgent, ct),
            FetchKind.Splits => actions.SplitsAsync(state, isUrgent, ct),
            FetchKind.History => provider.HistoryAsync(state, isUrgent, ct),
            FetchKind.Dividends => actions.DividendsAsync(state, isUrgent, ct),
            FetchKind.Overview => identity.OverviewAsync(state, isUrgent, ct),
            FetchKind.Quote => quotes.QuoteAsync(state, isUrgent, ct),
            FetchKind.Matches => documents.MatchesAsync(state, isUrgent, ct),
            FetchKind.Income or FetchKind.Balance or FetchKind.CashFlow =>
                documents.StatementAsync(state, isUrgent, ct),
            FetchKind.News => documents.NewsAsync(state, isUrgent, ct),
            FetchKind.EuroHistory => euros.HistoryAsync(ct),
            FetchKind.Earnings => documents.EarningsAsync(isUrgent, ct),
            FetchKind.HeldQuotes => quotes.OfHeldAsync(isUrgent, ct),
            FetchKind.Listings => listings.ListingsAsync(isUrgent, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    private async Task RecordAsync(FetchState state, FetchOutcome outcome, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var item = state.Item;
        if (outcome.Stored == StoreOutcome.Quarantined)
        {
            LogQuarantined(log, item.Kind, item.Key);
            var again = now + TimeSpan.FromHours(1);
            await book.RecordAsync(item, succeeded: false, Quarantined, again, state.Failures + 1, ct);
            return;
        }

        var exchange = ExchangeCalendar.ForSymbol(item.Key, null);
        var isSeries = item.Kind is FetchKind.Prices or FetchKind.Rates;
        var isData = outcome.Answer == AnswerClass.Data;
        var nextAt = !isData ? Freshness.AfterRefusal(now, outcome.Answer, state.Failures)
            : item.Kind == FetchKind.Prices ? Freshness.AfterPrices(now, exchange, outcome.LastOn, state.Failures)
            : isSeries ? Freshness.AfterSeries(now, outcome.LastOn, state.Failures)
            : item.Kind == FetchKind.Quote ? Freshness.AfterQuote(
                now, exchange, outcome.LastOn, options.Value)
            : item.Kind >= FetchKind.Matches ? Freshness.AfterDocument(now, item.Kind, options.Value)
            : Freshness.AfterFacts(now, item.Kind);

        // A series that has not grown to the last session is on its way; each such answer makes the next wait longer.
        var newest = item.Kind == FetchKind.Prices
            ? Freshness.LastSession(exchange, now)
            : Freshness.LastClosedSession(now);
        var isFresh = isData && (!isSeries || outcome.LastOn >= newest);
        var failures = isFresh ? 0 : state.Failures + 1;
        await book.RecordAsync(item, succeeded: isData, outcome.Answer.ToString(), nextAt, failures, ct);
    }

    [LoggerMessage(LogLevel.Warning,
        "{Kind} of {Key} jump more than fifty times against what is stored; nothing of it was.")]
    private static partial void LogQuarantined(ILogger log, FetchKind kind, string key);
}
