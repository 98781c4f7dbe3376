namespace PortfolioTracker.Infrastructure.Http;

internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);

    /// <summary>Tells this program from an older build of the same version, by the file it was started from.</summary>
    public static string Build { get; } = BuildOf(new FileInfo(Environment.ProcessPath ?? AppContext.BaseDirectory));

    private static string BuildOf(FileInfo program) => program.Exists
        ? $"{Text}-{program.Length:x}-{program.LastWriteTimeUtc.Ticks:x}"
        : Text;
}
