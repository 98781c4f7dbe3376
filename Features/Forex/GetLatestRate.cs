using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Forex;

/// <param name="Date">The day the rate is of.</param>
/// <param name="IsFallback">The rate is older than one working day: the last one known stands in for today's.</param>
internal sealed record GetLatestRateReply(
    string FromCurrency, string ToCurrency, decimal Rate, decimal InverseRate, bool IsFallback, DateOnly Date);

internal static class GetLatestRate
{
    /// <summary>The newest rate between two currencies that is known.</summary>
    /// <param name="from_currency" example="EUR">ISO 4217 code, or GBX for pence and the like.</param>
    /// <param name="to_currency" example="USD">Likewise.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Reply<GetLatestRateReply>> Handle(
        [TakesCurrency(Required = true)] string? from_currency,
        [TakesCurrency(Required = true)] string? to_currency,
        CurrentUser user,
        [FromServices] ForexRates forex,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var pair = CurrencyPair.Read(from_currency, to_currency, out var refusal) ?? throw refusal!.AsException();
        var today = forex.Today;
        var rate = await forex.OnAsync(pair, today, ct);
        return new(new(
            pair.From, pair.To, Rounding.Rate(rate.Value), Rounding.Rate(1 / rate.Value),
            WorkingDaysAfter(rate.On, today) > 1, rate.On));
    }

    /// <summary>Weekdays after the first day up to the second: from Friday to Monday is one.</summary>
    public static int WorkingDaysAfter(DateOnly on, DateOnly until)
    {
        var (weeks, rest) = Math.DivRem(until.DayNumber - on.DayNumber, 7);
        var days = weeks * 5;
        for (var i = 1; i <= rest; i++)
        {
            days += on.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return days;
    }
}
