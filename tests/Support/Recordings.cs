using System.Text.RegularExpressions;

namespace PortfolioTracker.Tests.Support;

/// <param name="File">Relative to the folder of recordings.</param>
/// <param name="Subject">The symbol, keywords or pair that was asked for; null where the function takes none.</param>
/// <param name="Date">As far as the name of the file tells it; recordings of unknown date are the oldest.</param>
internal sealed record Recording(string File, string Function, string? Subject, string Date, string Notable)
{
    public bool IsTable => File.EndsWith(".csv", StringComparison.Ordinal);

    public bool IsError => File.StartsWith("errors/", StringComparison.Ordinal);

    /// <summary>A piece that somebody cut out of an answer: not an answer.</summary>
    public bool IsFragment => Notable.Contains("FRAGMENT", StringComparison.Ordinal);
}

/// <summary>Answers of the provider as they were once recorded, found by what was asked.</summary>
internal sealed partial class Recordings
{
    private readonly string folder;

    public Recordings(string folder)
    {
        this.folder = folder;
        All = [.. File.ReadLines(Path.Combine(folder, "INDEX.tsv")).Skip(1).Select(Parse)];
    }

    public IReadOnlyList<Recording> All { get; }

    public byte[] Read(Recording recording) => File.ReadAllBytes(Path.Combine(folder, recording.File));

    /// <summary>The newest one; of the format asked for where there are both.</summary>
    public Recording? Find(string function, string? subject, bool asTable) =>
        All.Where(recording => recording is { IsError: false, IsFragment: false }
                && recording.Function.Equals(function, StringComparison.OrdinalIgnoreCase)
                && string.Equals(recording.Subject, subject, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(recording => recording.IsTable == asTable)
            .ThenByDescending(recording => recording.Date, StringComparer.Ordinal)
            .FirstOrDefault();

    private static Recording Parse(string line)
    {
        var cells = line.Split('\t');
        var (named, pair) = (SubjectPattern.Match(cells[2]), PairPattern.Match(cells[2]));
        var subject = named.Success ? named.Groups[1].Value
            : pair.Success ? $"{pair.Groups[1].Value}/{pair.Groups[2].Value}" : null;
        return new(cells[0], cells[1], subject, DatePattern.Match(cells[0]).Value, cells[4]);
    }

    // Several symbols are joined by commas; what holds an equals sign is the next parameter.
    [GeneratedRegex(@"\b(?:symbol|tickers|keywords)=([^ ,(]+(?:,[^ ,(=]+(?=[ ,]|\z))*)")]
    private static partial Regex SubjectPattern { get; }

    [GeneratedRegex(@"(?:from=|\A)([A-Z]{3,4})(?:,to=|/)([A-Z]{3,4})\b")]
    private static partial Regex PairPattern { get; }

    [GeneratedRegex(@"(?<!\d)(?:19|20)\d{2}(?:-\d{2}){0,2}(?!\d)")]
    private static partial Regex DatePattern { get; }
}
