using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Prices;

/// <summary>The body that brings prices. As a table (<c>text/csv</c>) its columns are <c>date</c> and <c>close</c>, and
/// the currency stands in the query.</summary>
/// <example>{"currency": "EUR", "prices": [{"date": "2024-06-28", "close": 250000}]}</example>
internal sealed record OwnPriceFields(
    [property: TakesCurrency(Required = true)] string? Currency, IReadOnlyList<OwnPriceField?>? Prices);

/// <param name="Date">Written YYYY-MM-DD.</param>
internal sealed record OwnPriceField(
    [property: TakesDay(Required = true)] string? Date,
    [property: TakesAmount(Required = true)] decimal? Close);

/// <summary>One price that was sent, and what is wrong with it.</summary>
/// <param name="place">Where it stands in what was sent: <c>prices[3]</c>, <c>line 4</c>.</param>
internal sealed class SentPrice(int index, string place)
{
    private const decimal CloseMax = 1_000_000_000_000_000m;
    private const int PlacesMax = 10;

    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private readonly List<ErrorDetail> problems = [];

    public DateOnly On { get; private set; }

    public decimal Close { get; private set; }

    public IReadOnlyList<ErrorDetail> Problems => problems;

    public RowOutcome Outcome =>
        new(index, problems.Count == 0 ? RowOutcome.Valid : RowOutcome.Invalid, Errors: problems);

    public static SentPrice Of(int index, string place, string? date, decimal? close, DateOnly lastDay)
    {
        var row = new SentPrice(index, place);
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day) || day < FirstDay || day > lastDay)
        {
            row.Refuse("date", "must be a day written YYYY-MM-DD, from 1900-01-01 to today");
        }

        if (close is not (> 0 and <= CloseMax) || ExactDecimal.Trim(close.Value).Scale > PlacesMax)
        {
            row.Refuse("close",
                $"must be a number above zero, not above 1e15, with at most {PlacesMax} places and a point");
        }

        (row.On, row.Close) = (day, close ?? 0);
        return row;
    }

    public void Refuse(string member, string rule, string code = "INVALID") =>
        problems.Add(new(code, $"{place}: {member} {rule}.", $"{place}.{member}"));

    /// <summary>Names every day that is there twice.</summary>
    public static void CheckDays(IEnumerable<SentPrice> rows)
    {
        var days = new HashSet<DateOnly>();
        foreach (var row in rows.Where(row => row.Problems.Count == 0 && !days.Add(row.On)))
        {
            row.Refuse("date", $"{row.On:yyyy-MM-dd} is there twice", "DUPLICATE");
        }
    }

    public static string? CheckCurrency(string field, string? currency, List<ErrorDetail> problems)
    {
        var code = currency is null ? null : CurrencyCodes.InCapitals(currency);
        if (code is not null && CurrencyCodes.Exists(code))
        {
            return code;
        }

        problems.Add(new("INVALID", $"{field} must be an ISO 4217 code, such as EUR.", field));
        return null;
    }
}
