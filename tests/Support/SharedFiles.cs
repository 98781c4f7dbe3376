namespace PortfolioTracker.Tests.Support;

/// <summary>
/// Reference data beside the repository, read by path and never copied: the folder <c>shared</c> next to the one that
/// holds the solution, or wherever PORTFOLIOTRACKER_SHARED says.
/// </summary>
internal static class SharedFiles
{
    /// <summary>Null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file; skips the test, with a message, where it is not there.</summary>
    public static string PathOrSkip(params string[] parts)
    {
        var path = Folder is null ? null : Path.Combine([Folder, .. parts]);
        if (path is null || !Path.Exists(path))
        {
            Skip.Test($"No reference data: {string.Join('/', parts)} (set PORTFOLIOTRACKER_SHARED to its folder).");
        }

        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_SHARED") is { Length: > 0 } given)
        {
            return given;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PortfolioTracker.slnx")))
            {
                var folder = Path.Combine(at.Parent?.FullName ?? at.FullName, "shared");
                return Directory.Exists(folder) ? folder : null;
            }
        }

        return null;
    }
}
