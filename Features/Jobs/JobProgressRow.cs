using System.Text.Json;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

/// <param name="Kind"><c>dividend-sync</c>, <c>import</c>, or the name of a job of the service.</param>
/// <param name="State"><c>running</c>, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Done">Items gone through: symbols, or rows.</param>
/// <param name="Total">Null until they have been counted.</param>
/// <param name="CancelRequested">It stops as soon as it can, unless it was done already.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Result">What came of it; null until it is done.</param>
internal sealed record JobProgressRow(
    Guid Id,
    string Kind,
    string State,
    int Done,
    int? Total,
    bool CancelRequested,
    DateTime StartedAt,
    DateTime? EndedAt,
    string? Error,
    JsonElement? Result)
{
    public static JobProgressRow Of(UserJob job) => new(job.Id, job.Kind, job.State, job.ItemsDone, job.ItemsTotal,
        job.IsCancelRequested, job.StartedAt, job.EndedAt, job.Error, Parsed(job.Result));

    public static JobProgressRow Of(JobRun run) => new(run.Id, run.Job, run.Status,
        run.ItemsDone + run.ItemsDeferred + run.ItemsFailed.Count, run.ItemsTotal, run.IsCancelRequested,
        run.StartedAt, run.FinishedAt, run.Error,
        run.Status == "running" ? null : JsonSerializer.SerializeToElement(JobRunRow.Of(run), JobsFeature.Row));

    private static JsonElement? Parsed(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
