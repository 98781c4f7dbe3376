using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Forex;

/// <param name="ConvertedAmount">To the minor unit of the second currency.</param>
internal sealed record ConvertAmountReply(
    decimal OriginalAmount,
    decimal ConvertedAmount,
    string FromCurrency,
    string ToCurrency,
    decimal ExchangeRate,
    DateOnly Date,
    DateOnly RateDate,
    bool IsStale);

internal static class ConvertAmount
{
    /// <summary>More than the money of the world in any currency; keeps the product inside a decimal.</summary>
    private const decimal AmountMax = 1_000_000_000_000_000m;

    /// <summary>An amount of one currency in another, at the rate of a day.</summary>
    /// <param name="amount">Of the first currency.</param>
    /// <param name="from_currency" example="EUR">ISO 4217 code, or GBX for pence and the like.</param>
    /// <param name="to_currency" example="USD">Likewise.</param>
    /// <param name="date">Day of the rate (YYYY-MM-DD); today by default.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Reply<ConvertAmountReply>> Handle(
        [TakesAmount(Required = true, ZeroIsFine = true)] string? amount,
        [TakesCurrency(Required = true)] string? from_currency,
        [TakesCurrency(Required = true)] string? to_currency,
        [TakesDay] string? date,
        CurrentUser user,
        [FromServices] ForexRates forex,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var original = Amount(amount);
        var pair = CurrencyPair.Read(from_currency, to_currency, out var refusal) ?? throw refusal!.AsException();
        var day = GetRate.Day(date, forex.Today);
        var rate = await forex.OnAsync(pair, day, ct);
        return new(new(
            original, Rounding.Money(original * rate.Value, pair.To), pair.From, pair.To, Rounding.Rate(rate.Value),
            day, rate.On, rate.On < day.AddDays(-ForexRates.DaysOldMax)));
    }

    private static decimal Amount(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw new RefusedException(422, Error.Invalid("query.amount", "amount is required."));
        }

        if (!ExactDecimal.TryParse(text, out var amount) || amount > AmountMax)
        {
            throw new RefusedException(
                422, Error.Invalid("query.amount", $"amount must be a number of at most {AmountMax:0}."));
        }

        return amount >= 0
            ? amount
            : throw new RefusedException(400, Error.BadRequest("Amount must be positive", "query.amount"));
    }
}
