using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class ExactDecimalTests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[1, 34].Select(digits => new string(digits));

    private static readonly Gen<string> Literals = Gen.Select(
        Gen.OneOf(Gen.Const(""), Gen.Const("-")),
        Digits,
        Gen.OneOf(Gen.Const(""), Digits.Select(digits => "." + digits)),
        Gen.OneOf(Gen.Const(""), Gen.Int[-40, 40].Select(exponent => $"e{exponent}")),
        (sign, whole, fraction, exponent) => sign + whole + fraction + exponent);

    [Test]
    public async Task A_literal_is_kept_digit_for_digit_or_refused()
    {
        var accepted = 0;

        Literals.Sample(literal =>
        {
            if (!ExactDecimal.TryParse(literal, out var value))
            {
                return true;
            }

            Interlocked.Increment(ref accepted);
            return ExactNumber.Of(value.ToString(CultureInfo.InvariantCulture)) == ExactNumber.Of(literal);
        }, iter: 20_000, threads: 1);

        await Assert.That(accepted).IsGreaterThan(1_000);
    }

    [Test]
    [Arguments("0.1", "0.1")]
    [Arguments("1.50", "1.5")]
    [Arguments("1e2", "100")]
    [Arguments("1E-5", "0.00001")]
    [Arguments("-0", "0")]
    [Arguments("-0.0", "0")]
    [Arguments("0e999", "0")]
    [Arguments("1234567890123456789012345678", "1234567890123456789012345678")]
    [Arguments("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [Arguments("79228162514264337593543950335", null)]
    [Arguments("12345678901234567890123456789", null)]
    [Arguments("1.123456789012345678901234567890123", null)]
    [Arguments("1e-29", null)]
    [Arguments("1e29", null)]
    [Arguments("1e400", null)]
    [Arguments("1e-400", null)]
    [Arguments("1e999999999999", null)]
    [Arguments("", null)]
    [Arguments("+1", null)]
    [Arguments(" 1", null)]
    [Arguments("1 ", null)]
    [Arguments("1,5", null)]
    [Arguments("1_000", null)]
    [Arguments("0x10", null)]
    [Arguments("٣", null)]
    [Arguments("１", null)]
    [Arguments("NaN", null)]
    [Arguments("Infinity", null)]
    [Arguments("e5", null)]
    [Arguments("--1", null)]
    [Arguments("1.2.3", null)]
    public async Task What_is_written_back_is_the_shortest_form(string literal, string? written)
    {
        var isRead = ExactDecimal.TryParse(literal, out var value);

        await Assert.That(isRead ? Written(value) : null).IsEqualTo(written);
    }

    [Test]
    public async Task Sixty_thousand_digits_are_refused_at_once()
    {
        await Assert.That(ExactDecimal.TryParse(new string('9', 60_000), out _)).IsFalse();
    }

    private static string Written(decimal value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            new ExactDecimal().Write(writer, value, new());
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }
}
