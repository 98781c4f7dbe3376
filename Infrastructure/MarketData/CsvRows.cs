using System.Text;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The rows of a CSV answer, cell by cell without copies. The first row read is the header.</summary>
internal ref struct CsvRows(ReadOnlySpan<byte> body)
{
    private const int CellsMax = 32;

    private readonly Range[] cells = new Range[CellsMax];
    private ReadOnlySpan<byte> rest = body;
    private ReadOnlySpan<byte> line;

    public int Count { get; private set; }

    /// <summary>Whether the line just read ended in a line end. The provider ends every line; one that does not may
    /// have been cut in the middle of a number.</summary>
    public bool LineEnded { get; private set; }

    /// <summary>Quotes around a cell are taken off; the provider has none today.</summary>
    public readonly ReadOnlySpan<byte> this[int cell]
    {
        get
        {
            var text = line[cells[cell]];
            return text is [(byte)'"', .. var inner, (byte)'"'] ? inner : text;
        }
    }

    public readonly string Text(int cell) =>
        Encoding.UTF8.GetString(this[cell]).Replace("\"\"", "\"", StringComparison.Ordinal);

    /// <summary>Goes to the next line that is not blank; false at the end.</summary>
    public bool Next()
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            LineEnded = end >= 0;
            line = (LineEnded ? rest[..end] : rest).TrimEnd((byte)'\r');
            rest = LineEnded ? rest[(end + 1)..] : default;
            if (!line.Trim(" \t"u8).IsEmpty)
            {
                Split();
                return true;
            }
        }

        return false;
    }

    private void Split()
    {
        Count = 0;
        var (start, quoted) = (0, false);
        for (var at = 0; at <= line.Length; at++)
        {
            if (at < line.Length && line[at] == '"')
            {
                quoted = !quoted;
            }
            else if (at == line.Length || (line[at] == ',' && !quoted))
            {
                if (Count == CellsMax)
                {
                    throw new FormatException("A line of the answer has too many cells.");
                }

                cells[Count++] = start..at;
                start = at + 1;
            }
        }
    }
}
