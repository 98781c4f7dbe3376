using System.Text;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The provider's scalars are all text: exact numbers, days, and seven ways to say "missing".</summary>
internal static class ProviderText
{
    private const int DigitsMax = 28;

    private static readonly string[] MissingWords = ["None", "-", "null", "n/a", ".", "NaN"];

    public static bool IsMissing(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        if (text.Length is 0 or > 4)
        {
            return text.Length == 0;
        }

        foreach (var word in MissingWords)
        {
            if (Ascii.EqualsIgnoreCase(text, word))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsMissing(string? text) => text is null || IsMissing(Encoding.UTF8.GetBytes(text));

    /// <summary>Null where the text says "missing". A decimal rounds longer numbers without a word; a price may not
    /// change on its way in, so what does not fit 28 digits, or is no number, throws.</summary>
    /// <exception cref="FormatException">Neither missing nor a number that a decimal holds exactly.</exception>
    public static decimal? Number(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        if (IsMissing(text))
        {
            return null;
        }

        var negative = text[0] == '-';
        var rest = negative || text[0] == '+' ? text[1..] : text;
        var exponent = 0;
        if (rest.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var at)
        {
            if (!System.Buffers.Text.Utf8Parser.TryParse(rest[(at + 1)..], out exponent, out var used)
                || used != rest.Length - at - 1 || exponent is < -99 or > 99)
            {
                throw Unfit();
            }

            rest = rest[..at];
        }

        var point = rest.IndexOf((byte)'.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? default : rest[(point + 1)..];
        return whole.Length + fraction.Length == 0
            ? throw Unfit()
            : Exactly(whole.TrimStart((byte)'0'), fraction, exponent, negative);
    }

    /// <summary>A number that may end in a percent sign: <c>-0.1148%</c> is -0.1148.</summary>
    public static decimal? Percent(ReadOnlySpan<byte> text) => Number(text.Trim(" \t"u8).TrimEnd((byte)'%'));

    /// <summary>The day at the start of <c>yyyy-MM-dd</c> or <c>yyyy-MM-dd HH:mm:ss</c>; null where there is none.
    /// </summary>
    public static DateOnly? Day(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        return text.Length >= 10 && (text.Length == 10 || text[10] is (byte)' ' or (byte)'T')
            && text[4] == '-' && text[7] == '-'
            && Digits(text[..4]) is { } year and >= 1 && Digits(text[5..7]) is { } month and >= 1 and <= 12
            && Digits(text[8..10]) is { } day and >= 1 && day <= DateTime.DaysInMonth(year, month)
                ? new DateOnly(year, month, day)
                : null;
    }

    private static int? Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return null;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }

    private static decimal Exactly(
        ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int exponent, bool negative)
    {
        // Zeros at the end of a fraction carry no value; they are kept where they fit, as the provider wrote them.
        while (whole.Length + fraction.Length > DigitsMax && fraction.Length > 0 && fraction[^1] == '0')
        {
            fraction = fraction[..^1];
        }

        var leading = whole.IsEmpty ? fraction.Length - fraction.TrimStart((byte)'0').Length : 0;
        if (whole.Length + fraction.Length - leading > DigitsMax)
        {
            throw Unfit();
        }

        var mantissa = Append(Append(UInt128.Zero, whole), fraction);
        var scale = fraction.Length - exponent;
        for (; scale < 0 && mantissa != UInt128.Zero; scale++)
        {
            mantissa *= 10;
            if (mantissa > (UInt128)decimal.MaxValue)
            {
                throw Unfit();
            }
        }

        scale = Math.Max(scale, 0);
        return scale > DigitsMax
            ? throw Unfit()
            : new decimal(
                unchecked((int)(uint)(ulong)mantissa), unchecked((int)(uint)((ulong)mantissa >> 32)),
                unchecked((int)(uint)(ulong)(mantissa >> 64)), negative, (byte)scale);
    }

    private static UInt128 Append(UInt128 number, ReadOnlySpan<byte> digits)
    {
        foreach (var c in digits)
        {
            number = c is >= (byte)'0' and <= (byte)'9' ? (number * 10) + (uint)(c - '0') : throw Unfit();
        }

        return number;
    }

    private static FormatException Unfit() => new("A number in the answer is none, or does not fit 28 digits.");
}
