namespace PortfolioTracker.Features.Research;

/// <summary>How well a listing fits what somebody typed, in points; 0 or less is no hit.</summary>
internal static class SymbolRelevance
{
    private const double SimilarEnough = 0.75;

    /// <summary>Slips of the finger that are common, with the ticker that was meant.</summary>
    private static readonly Dictionary<string, string> Meant = new(StringComparer.Ordinal)
    {
        ["APPL"] = "AAPL",
        ["AMZM"] = "AMZN",
        ["AMAZN"] = "AMZN",
        ["GOOG"] = "GOOGL",
        ["GOOLG"] = "GOOGL",
        ["MELA"] = "META",
        ["MSFT"] = "MSFT",
        ["NVDA"] = "NVDA",
        ["TSLA"] = "TSLA",
        ["NFLX"] = "NFLX",
    };

    /// <summary>The tickers that were meant by the words; none for most.</summary>
    public static IReadOnlyCollection<string> MeantBy(string words) =>
        Meant.TryGetValue(words.ToUpperInvariant(), out var ticker) ? [ticker] : [];

    public static int Of(string words, string ticker, string? name)
    {
        var (query, symbol) = (words.ToUpperInvariant(), ticker.ToUpperInvariant());
        var title = name?.ToUpperInvariant() ?? "";
        var isExact = symbol == query;
        return OfTicker(query, symbol)
            + (title.StartsWith(query, StringComparison.Ordinal) ? 60
                : title.Contains(query, StringComparison.Ordinal) ? 40
                : 0)
            - (symbol.Length < 3 && !isExact ? 10 : 0)
            + (Meant.TryGetValue(query, out var meant) && meant == symbol ? 50 : 0);
    }

    private static int OfTicker(string query, string symbol)
    {
        if (symbol.Contains(query, StringComparison.Ordinal))
        {
            return symbol == query ? 100 : symbol.StartsWith(query, StringComparison.Ordinal) ? 75 : 50;
        }

        var similarity = 1 - (Distance(query, symbol) / (double)Math.Max(query.Length, symbol.Length));
        return similarity > SimilarEnough ? (int)(30 * similarity) : 0;
    }

    /// <summary>Levenshtein: the least number of letters to add, drop or change.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
