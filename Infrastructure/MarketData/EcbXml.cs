using System.Globalization;
using System.Text;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// Reads the files of the European Central Bank as they come in: <c>Cube time</c>, and the <c>Cube currency rate</c> in
/// it. They are plain XML, tags with attributes and no text that matters; a reader of all XML would be a fortieth of
/// the native binary. What is not plain is refused, and so is a rate that is no positive number or of no currency code:
/// then it is not what was asked for.
/// </summary>
internal sealed class EcbXml
{
    private const int TagCharactersMax = 1024;

    private readonly StringBuilder tag = new();
    private readonly List<EuroRate> rates = [];
    private bool isInTag;
    private int elements;
    private int open;
    private DateOnly? day;

    /// <exception cref="FormatException">It is not such a file.</exception>
    public void Take(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '<' when !isInTag:
                    isInTag = true;
                    tag.Clear();
                    break;
                case '>' when isInTag:
                    isInTag = false;
                    TakeTag(tag.ToString());
                    break;
                case '<':
                case not '>' when isInTag && tag.Length == TagCharactersMax:
                    throw new FormatException("A tag that does not end.");
                default:
                    tag.Append(char.IsWhiteSpace(c) ? ' ' : c, isInTag ? 1 : 0);
                    break;
            }
        }
    }

    /// <summary>The rates of the whole file.</summary>
    /// <exception cref="FormatException">The end of it is missing.</exception>
    public IReadOnlyList<EuroRate> End() => elements > 0 && open == 0 && !isInTag
        ? rates
        : throw new FormatException("An element that does not end.");

    private void TakeTag(string text)
    {
        switch (text)
        {
            case ['?', ..]:
                return;
            case ['!', ..]:
                throw new FormatException("A document type, or a comment.");
            case ['/', ..]:
                open--;
                return;
        }

        elements++;
        open += text.EndsWith('/') ? 0 : 1;
        if (text.Split(' ', '/')[0].Split(':')[^1] != "Cube")
        {
            return;
        }

        if (Attribute(text, "time") is { } time)
        {
            day = DateOnly.ParseExact(time, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        else if (Attribute(text, "currency") is { } currency && Attribute(text, "rate") is { } rate and not "N/A")
        {
            rates.Add(new(day ?? throw new FormatException("A rate without a day."), Code(currency), Rate(rate)));
        }
    }

    private static string? Attribute(string tag, string name)
    {
        var start = tag.IndexOf($" {name}=", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var quote = start + name.Length + 2;
        var end = quote < tag.Length && tag[quote] is '"' or '\'' ? tag.IndexOf(tag[quote], quote + 1) : -1;
        return end > 0 ? tag[(quote + 1)..end] : throw new FormatException("An attribute without a value.");
    }

    private static string Code(string currency) =>
        currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? currency
            : throw new FormatException("A currency without a code.");

    private static decimal Rate(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0
            ? rate
            : throw new FormatException("A rate that is no positive number.");
}
