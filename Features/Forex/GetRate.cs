using System.Globalization;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Forex;

/// <param name="Date">The day that was asked for.</param>
/// <param name="RateDate">The day the rate is of: that day, or the last one before it with a rate.</param>
/// <param name="IsStale">The rate is more than seven days older than the day.</param>
internal sealed record GetRateReply(
    string FromCurrency,
    string ToCurrency,
    DateOnly Date,
    decimal Rate,
    decimal InverseRate,
    DateOnly RateDate,
    bool IsStale);

/// <param name="DataSources">Who told the rates that this one is made of.</param>
internal sealed record RateFacts(IReadOnlyList<string> DataSources);

internal static class GetRate
{
    /// <summary>The rate between two currencies on a day, today by default. A rate that nobody knows is refused, never
    /// 1.</summary>
    /// <param name="from_currency" example="EUR">ISO 4217 code, or GBX for pence and the like.</param>
    /// <param name="to_currency" example="USD">Likewise.</param>
    /// <param name="date">YYYY-MM-DD; today by default.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Reply<GetRateReply>> Handle(
        [TakesCurrency(Required = true)] string? from_currency,
        [TakesCurrency(Required = true)] string? to_currency,
        [TakesDay] string? date,
        CurrentUser user,
        [FromServices] ForexRates forex,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var pair = CurrencyPair.Read(from_currency, to_currency, out var refusal) ?? throw refusal!.AsException();
        var day = Day(date, forex.Today);
        var rate = await forex.OnAsync(pair, day, ct);
        var sources = await forex.SourcesAsync(pair, rate.On, ct);
        return new(new(
            pair.From, pair.To, day, Rounding.Rate(rate.Value), Rounding.Rate(1 / rate.Value), rate.On,
            rate.On < day.AddDays(-ForexRates.DaysOldMax)))
        {
            Facts = [new RateFacts(sources)],
        };
    }

    /// <summary>Today where none is given.</summary>
    /// <exception cref="RefusedException">It is no day, or lies ahead.</exception>
    public static DateOnly Day(string? text, DateOnly today, string name = "date")
    {
        if (string.IsNullOrEmpty(text))
        {
            return today;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new RefusedException(400, Error.BadRequest("Invalid date format. Use YYYY-MM-DD", $"query.{name}"));
        }

        // Somewhere on earth it is already tomorrow; rates of later days are anybody's guess.
        return day <= today.AddDays(1)
            ? day
            : throw new RefusedException(422, Error.Invalid($"query.{name}", $"{name} must not lie in the future."));
    }
}
