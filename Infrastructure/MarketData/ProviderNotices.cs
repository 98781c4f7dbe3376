using System.Text;
using System.Text.RegularExpressions;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The provider's sentences made fit for a log: no key in them, one line, bounded.</summary>
internal static partial class ProviderNotices
{
    public const string Mask = "***";

    private const int LengthMax = 400;

    /// <summary>The quota notice repeats the key of whoever asked; it may come in another form than ours.</summary>
    public static string Masked(string notice, string? ownKey)
    {
        var text = notice.Length > 4 * LengthMax ? notice[..(4 * LengthMax)] : notice;

        // "demo" is no secret, and masking it would garble the notice that says so.
        if (!string.IsNullOrEmpty(ownKey) && ownKey != "demo")
        {
            text = text.Replace(ownKey, Mask, StringComparison.OrdinalIgnoreCase);
        }

        text = KeyAs.Replace(text, "$1" + Mask);
        text = KeyParameter.Replace(text, "$1" + Mask);

        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.Length > LengthMax ? line.ToString(0, LengthMax) : line.ToString();
    }

    [GeneratedRegex(@"(API key as\s+)[^\s,;]+", RegexOptions.IgnoreCase)]
    private static partial Regex KeyAs { get; }

    [GeneratedRegex(@"(apikey\s*=\s*)[^\s&,;]+", RegexOptions.IgnoreCase)]
    private static partial Regex KeyParameter { get; }
}
