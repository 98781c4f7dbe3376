namespace PortfolioTracker.Tests.Support;

/// <summary>The source tree that this program was built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds PortfolioTracker.slnx.</summary>
    public static string Root { get; } = Find()
        ?? throw new InvalidOperationException("The tests run outside of their repository: no PortfolioTracker.slnx.");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every file of the tree but what a build or a run makes, with "/" between folders.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(IsMade))
        .Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    private static bool IsMade(string part) =>
        part is ".git" or ".data" or ".vs" or ".idea" or "artifacts" or "bin" or "obj" or "TestResults";

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PortfolioTracker.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
