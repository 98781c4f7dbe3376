using System.Text;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Text that a user typed: kept as typed and trimmed, nothing is stripped. The statement that stores it
/// composes it, <c>normalize(…, NFC)</c>: the runtime, which has no ICU, would leave it as it is.</summary>
internal static class TextRules
{
    /// <summary>Null where it is empty, or refused (then the problem is named).</summary>
    /// <param name="charactersMax">Unicode code points.</param>
    public static string? Clean(
        string field, string? text, int charactersMax, bool linesAreFine, List<ErrorDetail> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Any(c => char.IsControl(c) && !(linesAreFine && c is '\n' or '\r')) || !IsWellFormed(text))
        {
            problems.Add(new("INVALID", $"{field} must not hold control characters or broken Unicode.", field));
            return null;
        }

        var clean = text.Trim();
        if (clean.EnumerateRunes().Count() > charactersMax)
        {
            problems.Add(new("TOO_LONG", $"{field} must not have more than {charactersMax} characters.", field));
        }

        return clean;
    }

    // Enumerating shows half a surrogate pair as the replacement character.
    private static bool IsWellFormed(string text) =>
        text.Contains('\uFFFD') || !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
