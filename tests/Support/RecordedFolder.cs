namespace PortfolioTracker.Tests.Support;

internal static class RecordedFolder
{
    /// <summary>The folder of the provider's recorded answers; skips the running test where there is none.</summary>
    public static string OrSkip() =>
        Path.GetDirectoryName(SharedFiles.PathOrSkip("alphavantage", "INDEX.tsv"))!;
}
