using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>The provider's daily rates of a currency against the dollar; where those are refused, the rate of the
/// moment. A free key has a hundred days: of a currency that the European Central Bank does not quote, older rates stay
/// missing.</summary>
internal sealed class ProviderRates(ProviderCalls calls, MarketArchive archive, TimeProvider clock) : IRateSource
{
    private const string Daily = "FX_DAILY";
    private const string Full = "outputsize=full";

    /// <summary>A compact answer has a hundred weekdays.</summary>
    private const int CompactDays = 100;

    public async Task<FetchOutcome?> RatesAsync(
        string currency, FetchState state, bool isUrgent, CancellationToken ct)
    {
        var (from, to) = DollarPairs.QuotedAs(currency);
        var lastOn = await archive.LastRateOnAsync(from, to, ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var needsAll = state.LastSuccessAt is null || !(lastOn > today.AddDays(-CompactDays));

        var answer = needsAll ? await AskAsync(from, to, full: true, isUrgent, ct) : default;
        if (!needsAll || IsRefused(answer.Class))
        {
            answer = await AskAsync(from, to, full: false, isUrgent, ct);
        }

        if (IsRefused(answer.Class))
        {
            return await LatestAsync(from, to, lastOn, isUrgent, ct);
        }

        return answer.IsData
            ? await StoreAsync(from, to, answer.Data!, lastOn, ct)
            : new(answer.Class, LastOn: lastOn);
    }

    private async Task<FetchOutcome> StoreAsync(
        string from, string to, IReadOnlyList<RateRow> rates, DateOnly? lastOn, CancellationToken ct)
    {
        var stored = await archive.StoreRatesAsync(from, to, rates, ct);
        return new(AnswerClass.Data, stored.Outcome, stored.LastOn ?? lastOn);
    }

    private async Task<FetchOutcome> LatestAsync(
        string from, string to, DateOnly? lastOn, bool isUrgent, CancellationToken ct)
    {
        var answer = await calls.AskAsync(
            "CURRENCY_EXCHANGE_RATE", "", isUrgent, (client, c) => client.ExchangeRateAsync(from, to, c), ct);
        if (!answer.IsData)
        {
            return new(answer.Class, LastOn: lastOn);
        }

        var rate = new RateRow(DateOnly.FromDateTime(answer.Data!.RefreshedAt.UtcDateTime), answer.Data.Rate);
        return await StoreAsync(from, to, [rate], lastOn, ct);
    }

    private static bool IsRefused(AnswerClass answer) => answer is AnswerClass.NotEntitled or AnswerClass.Artificial;

    private Task<Answer<IReadOnlyList<RateRow>>> AskAsync(
        string from, string to, bool full, bool isUrgent, CancellationToken ct) =>
        calls.AskAsync(Daily, full ? Full : "", isUrgent, (client, c) => client.FxDailyAsync(from, to, full, c), ct);
}
