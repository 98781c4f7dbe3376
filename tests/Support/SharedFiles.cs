namespace PortfolioTracker.Tests.Support;

/// <summary>Reference material that lies beside the repository and is never part of it. A test that needs it is skipped
/// where it is absent.</summary>
internal static class SharedFiles
{
    public static string? Folder { get; } = Find();

    public static string PathOrSkip(params string[] parts)
    {
        var path = Folder is null ? null : Path.Combine([Folder, .. parts]);
        Skip.When(path is null || !Path.Exists(path), $"Shared reference {string.Join('/', parts)} is not here.");
        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_SHARED") is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PortfolioTracker.slnx")))
            {
                var shared = Path.Combine(folder.FullName, "..", "shared");
                return Directory.Exists(shared) ? Path.GetFullPath(shared) : null;
            }
        }

        return null;
    }
}
