using System.Diagnostics.Metrics;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>Counts the runs that this instance worked at.</summary>
internal static class JobMetrics
{
    public const string MeterName = "PortfolioTracker.Jobs";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("job.runs");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("job.duration", "s");

    /// <param name="outcome"><c>done</c>, <c>failed</c>, <c>cancelled</c>, or <c>lost</c> to another instance.</param>
    public static void Count(string job, string outcome, TimeSpan took)
    {
        Runs.Add(1, new("job", job), new("outcome", outcome));
        Durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("job", job));
    }
}
