using System.Globalization;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>
/// Every night, for every symbol that anybody has traded: fetch what is announced, one call a symbol, and tell those
/// who have become entitled. Nothing is assigned: what a user is due follows from the ledger at any time. A symbol that
/// fails stops no other; it is tried again at the end.
/// </summary>
internal sealed partial class DividendJob(
    JobRuns runs, JobDatabase database, RefreshEvents refresh, EntitlementNotices notices, JobTimes times,
    TimeProvider clock, ILogger<DividendJob> log)
{
    public const string Name = "dividends";

    private const string SelectSymbols =
        "select distinct symbol from pt.transactions where symbol > $1 order by symbol";

    /// <summary>Symbols between two writes of the progress; a run that is resumed repeats no more than these.</summary>
    private const int SymbolsTogether = 40;

    private const int CallsTogether = 4;

    public async Task RunAsync(JobClaim claim, CancellationToken ct)
    {
        var day = DateOnly.ParseExact(claim.RunKey, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var ahead = await SymbolsAsync(claim.Progress, ct);
        claim = claim with { Total = claim.Done + claim.Deferred + claim.Failed.Count + ahead.Count };
        await runs.AdvanceAsync(claim, _ => Task.CompletedTask, ct);
        foreach (var symbols in ahead.Chunk(SymbolsTogether))
        {
            claim = await AdvanceAsync(claim, symbols, day, ct);
        }

        foreach (var pause in times.RetryPauses)
        {
            if (claim.Failed.Count == 0)
            {
                break;
            }

            await Task.Delay(pause, clock, ct);
            foreach (var symbols in claim.Failed.Chunk(SymbolsTogether))
            {
                claim = await AdvanceAsync(claim, symbols, day, ct);
            }
        }

        LogDone(log, claim.RunKey, claim.Done, claim.Deferred, claim.Failed.Count);
    }

    private async Task<JobClaim> AdvanceAsync(JobClaim claim, string[] symbols, DateOnly day, CancellationToken ct)
    {
        var results = new EventRefresh[symbols.Length];
        await Parallel.ForAsync(0, symbols.Length, new ParallelOptions
        {
            MaxDegreeOfParallelism = CallsTogether,
            CancellationToken = ct,
        }, async (i, c) => results[i] = await RefreshAsync(symbols[i], c));

        // Of a failed symbol what was known before still counts.
        var news = await notices.FindAsync(symbols, day, ct);
        var failed = symbols.Where((_, i) => results[i] == EventRefresh.Failed);
        var isRetry = claim.Failed.Contains(symbols[0]);
        claim = claim with
        {
            Progress = isRetry ? claim.Progress : symbols[^1],
            Done = claim.Done + results.Count(result => result == EventRefresh.Done),
            Deferred = claim.Deferred + results.Count(result => result == EventRefresh.Deferred),
            Failed = [.. claim.Failed.Except(symbols), .. failed],
        };
        await runs.AdvanceAsync(claim, connection => EntitlementNotices.InsertAsync(connection, news, ct), ct);
        return claim;
    }

    private async Task<EventRefresh> RefreshAsync(string symbol, CancellationToken ct)
    {
        try
        {
            return await refresh(symbol, ct);
        }
        catch (Exception problem) when (problem is not OperationCanceledException
            && !DatabaseUnavailable.IsCauseOf(problem))
        {
            LogSymbolFailed(log, problem, symbol);
            return EventRefresh.Failed;
        }
    }

    private async Task<List<string>> SymbolsAsync(string after, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var select = new NpgsqlCommand(SelectSymbols, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = after } },
        };
        await using var row = await select.ExecuteReaderAsync(ct);
        var symbols = new List<string>();
        while (await row.ReadAsync(ct))
        {
            symbols.Add(row.GetString(0));
        }

        return symbols;
    }

    [LoggerMessage(LogLevel.Information,
        "Dividends of {RunKey}: {Done} symbols done, {Deferred} put off, {Failed} failed.")]
    private static partial void LogDone(ILogger log, string runKey, int done, int deferred, int failed);

    [LoggerMessage(LogLevel.Error, "Refreshing the dividends of {Symbol} failed.")]
    private static partial void LogSymbolFailed(ILogger log, Exception problem, string symbol);
}
