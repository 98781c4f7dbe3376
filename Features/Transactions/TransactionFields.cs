using System.Globalization;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

/// <summary>The body of an added or edited transaction, as the client wrote it. Other members are ignored.</summary>
/// <param name="Symbol">As the market data provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
/// <param name="TransactionType">Buy, Sell or DIVIDEND, whatever the case.</param>
/// <param name="Price">Of one share; a dividend's amount per share.</param>
/// <param name="ExchangeRate">Units of the user's base currency for one <paramref name="Currency"/>.</param>
/// <param name="Date">A day, not before 1970 and not in the future; of an instant only the day that is written.</param>
/// <param name="Notes">Kept as typed.</param>
/// <param name="AmountInvested">What was paid in all, where it is not quantity x price.</param>
/// <param name="Unpriced">True records a symbol that the market data provider does not know.</param>
/// <param name="Lots">Of a sale, the purchases whose shares it takes; what they leave of the quantity comes from the
/// oldest ones. Counts where the profile's <c>cost_method</c>, or a query, is <c>specific</c>. An edit without it
/// keeps them, an empty list lets go of them.</param>
/// <example>{"symbol": "AAPL", "transaction_type": "Buy", "quantity": 10, "price": 182.5, "date": "2024-05-13",
/// "currency": "USD", "commission": 1, "notes": "example"}</example>
internal sealed record TransactionFields(
    [property: TakesSymbol(Required = true)] string? Symbol,
    [property: TakesOneOf("Buy", "Sell", "DIVIDEND", Required = true)] string? TransactionType,
    [property: TakesAmount(Required = true)] decimal? Quantity,
    [property: TakesAmount(Required = true, ZeroIsFine = true)] decimal? Price,
    [property: TakesAmount(ZeroIsFine = true, Default = 0)] decimal? Commission,
    [property: TakesCurrency(Default = "USD")] string? Currency,
    [property: TakesAmount] decimal? ExchangeRate,
    [property: TakesDay(Required = true)] string? Date,
    [property: TakesText(TransactionRules.NotesCharactersMax)] string? Notes,
    [property: TakesAmount(ZeroIsFine = true)] decimal? AmountInvested,
    [property: TakesBool(Default = false)] bool? Unpriced,
    IReadOnlyList<ChosenLot?>? Lots = null)
{
    public CheckedTransaction? Check(DateOnly lastDay, List<ErrorDetail> problems)
    {
        var symbol = TransactionRules.Symbol(Symbol, problems);
        var type = TransactionRules.Type(TransactionType, problems);
        var (currency, unit) = TransactionRules.Currency(Currency, problems);
        var quantity = TransactionRules.Amount("quantity", Quantity, 1, isRequired: true, zeroIsFine: false, problems);
        var price = TransactionRules.Amount("price", Price, unit, isRequired: true, zeroIsFine: true, problems);
        var commission =
            TransactionRules.Amount("commission", Commission, unit, isRequired: false, zeroIsFine: true, problems);
        var rate = TransactionRules.Amount(
            "exchange_rate", ExchangeRate, 1 / unit, isRequired: false, zeroIsFine: false, problems);
        var invested = TransactionRules.Amount(
            "amount_invested", AmountInvested, unit, isRequired: false, zeroIsFine: true, problems);
        var on = TransactionRules.Date(Date, lastDay, problems);
        var notes =
            TextRules.Clean("notes", Notes, TransactionRules.NotesCharactersMax, linesAreFine: true, problems);
        var lots = LotChoices.Check(Lots, type, quantity, problems);
        if (problems.Count == 0 && price > 0 && quantity > TransactionRules.AmountMax / price)
        {
            problems.Add(new("TOO_LARGE", "quantity times price must not be above 1e15.", "quantity"));
        }
        else if (problems.Count == 0 && rate is { } each
            && Math.Max(quantity!.Value * price!.Value, commission ?? 0) > TransactionRules.AmountMax / each)
        {
            problems.Add(new("TOO_LARGE",
                "quantity times price and commission must not be above 1e15 in the base currency.", "exchange_rate"));
        }

        return problems.Count > 0
            ? null
            : new(symbol, type, quantity!.Value, price!.Value, commission ?? 0, currency, rate, on, notes, invested,
                lots);
    }
}

/// <summary>A transaction that keeps every rule: symbol upper-cased, money in major units.</summary>
internal sealed record CheckedTransaction(
    string Symbol,
    string Type,
    decimal Quantity,
    decimal Price,
    decimal Commission,
    string Currency,
    decimal? ExchangeRate,
    DateOnly Date,
    string? Notes,
    decimal? AmountInvested,
    IReadOnlyList<ChosenLot>? Lots = null);

internal static class TransactionRules
{
    public const decimal AmountMax = 1_000_000_000_000_000m;
    public const int NotesCharactersMax = 500;
    private const int PlacesMax = 10;
    private static readonly DateOnly FirstDay = new(1970, 1, 1);

    public static string Symbol(string? symbol, List<ErrorDetail> problems)
    {
        var clean = symbol?.Trim(' ').ToUpperInvariant() ?? "";
        if (!QueryRules.SymbolPattern().IsMatch(clean))
        {
            problems.Add(new("INVALID", "symbol must have 1 to 20 of the characters A-Z 0-9 . - = ^.", "symbol"));
        }

        return clean;
    }

    public static string Type(string? type, List<ErrorDetail> problems)
    {
        switch (type?.ToUpperInvariant())
        {
            case "BUY":
                return "Buy";
            case "SELL":
                return "Sell";
            case "DIVIDEND":
                return "DIVIDEND";
            default:
                problems.Add(new("INVALID", "transaction_type must be Buy, Sell or DIVIDEND.", "transaction_type"));
                return "";
        }
    }

    /// <summary>The amount in the unit that is kept, digit for digit: what would have to be rounded is refused.
    /// </summary>
    /// <param name="unit">What one of the amount is in the unit that is kept: 0.01 for pence kept as pounds.</param>
    public static decimal? Amount(
        string field, decimal? amount, decimal unit, bool isRequired, bool zeroIsFine, List<ErrorDetail> problems)
    {
        var problem = amount switch
        {
            null when isRequired => $"{field} is required.",
            null => null,
            < 0 => $"{field} must not be negative.",
            0 when !zeroIsFine => $"{field} must be above zero.",
            > AmountMax => $"{field} must not be above 1e15.",
            { } value when Places(value) > PlacesMax || Places(value * unit) > PlacesMax =>
                $"{field} must not have more than {PlacesMax} places after the point, in the unit that is kept.",
            _ => null,
        };
        if (problem is not null)
        {
            problems.Add(new(amount is null ? "REQUIRED" : "INVALID", problem, field));
        }

        return problem is null ? amount * unit : null;
    }

    private static int Places(decimal amount) => ExactDecimal.Trim(amount).Scale;

    public static (string Currency, decimal UnitScale) Currency(string? currency, List<ErrorDetail> problems)
    {
        var (major, unit) = CurrencyCodes.Major(CurrencyCodes.InCapitals(currency ?? "USD"));
        if (!CurrencyCodes.Exists(major))
        {
            problems.Add(new("INVALID", "currency must be an ISO 4217 code such as USD or EUR.", "currency"));
        }

        return (major, unit);
    }

    /// <summary>A calendar day; of an instant only the day that is written, never shifted by a time zone.</summary>
    public static DateOnly Date(string? text, DateOnly lastDay, List<ErrorDetail> problems)
    {
        var day = text is { Length: > 10 } && text[10] == 'T' ? text[..10] : text;
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            problems.Add(new(text is null ? "REQUIRED" : "INVALID", "date must be a day written YYYY-MM-DD.", "date"));
        }
        else if (on < FirstDay || on > lastDay)
        {
            problems.Add(new("OUT_OF_RANGE", on > lastDay
                ? "date must not lie in the future."
                : "date must not be before 1970-01-01.", "date"));
        }

        return on;
    }
}
