using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Forex;

/// <summary>Two currencies as they were asked for. Pence and the like are a hundredth of their major unit.</summary>
/// <param name="From">In capitals, as asked: <c>GBX</c> stays itself.</param>
internal sealed record CurrencyPair(string From, string To)
{
    public string MajorFrom => CurrencyCodes.Major(From).Currency;

    public string MajorTo => CurrencyCodes.Major(To).Currency;

    /// <summary>The rate between the units that were asked for, from the one between the major units.</summary>
    public decimal InUnits(decimal majorRate) =>
        majorRate * CurrencyCodes.Major(From).UnitScale / CurrencyCodes.Major(To).UnitScale;

    /// <summary>Null, with the refusal, where the codes are not two currencies: 422 without them, 400 for what is no
    /// code, 404 for a code that is no currency.</summary>
    public static CurrencyPair? Read(string? from, string? to, out Refusal? refusal)
    {
        var pair = new CurrencyPair(Code(from), Code(to));
        refusal = (pair.From, pair.To) switch
        {
            ("", _) => new(422, Error.Invalid("query.from_currency", "from_currency is required.")),
            (_, "") => new(422, Error.Invalid("query.to_currency", "to_currency is required.")),
            var (a, _) when !IsCode(a) => new(400, NoCode("from_currency")),
            var (_, b) when !IsCode(b) => new(400, NoCode("to_currency")),
            _ when !CurrencyCodes.Exists(pair.MajorFrom) => new(404, Unknown(pair.From)),
            _ when !CurrencyCodes.Exists(pair.MajorTo) => new(404, Unknown(pair.To)),
            _ => null,
        };
        return refusal is null ? pair : null;
    }

    private static Error NoCode(string name) =>
        Error.BadRequest("Currency codes must be 3 letters", $"query.{name}");

    private static Error Unknown(string code) => Error.NotFound($"There is no currency {code} (ISO 4217).");

    private static string Code(string? text) => CurrencyCodes.InCapitals(text ?? "");

    private static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}

internal sealed record Refusal(int Status, Error Error)
{
    public RefusedException AsException() => new(Status, Error);
}
