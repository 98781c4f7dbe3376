namespace PortfolioTracker.Tests.Support;

/// <summary>
/// Reference files that live beside the repository, in the sibling folder <c>shared</c> or where the environment
/// variable <c>PORTFOLIOTRACKER_SHARED</c> points. A test that needs one is skipped where it is absent.
/// </summary>
internal static class SharedFiles
{
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file in the folder; skips the running test where there is none.</summary>
    public static string PathOrSkip(params string[] parts)
    {
        var path = Folder is null ? null : Path.Combine([Folder, .. parts]);
        if (!File.Exists(path))
        {
            Skip.Test($"{Path.Combine(parts)} is not there: set PORTFOLIOTRACKER_SHARED to the folder that holds it.");
        }

        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_SHARED") is { Length: > 0 } named)
        {
            return named;
        }

        var shared = Path.Combine(Repository.Root, "..", "shared");
        return Directory.Exists(shared) ? shared : null;
    }
}
