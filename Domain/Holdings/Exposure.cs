using PortfolioTracker.Domain.Currencies;

namespace PortfolioTracker.Domain.Holdings;

/// <summary>What hangs on one exchange rate: the value of the holdings in a currency, and how its rate moved.</summary>
/// <param name="Value">Base currency.</param>
/// <param name="Weight">A fraction of the portfolio's value.</param>
/// <param name="Rate">Units of base currency for one of the currency; null where unknown (then nothing is valued).
/// </param>
/// <param name="ChangeOfDay">Of the rate against the day before, a fraction; null where either is unknown.</param>
/// <param name="ChangeOfMonth">Against thirty days before.</param>
internal sealed record Exposure(
    string Currency, decimal Value, decimal Weight, decimal? Rate, decimal? ChangeOfDay, decimal? ChangeOfMonth)
{
    public static IReadOnlyList<Exposure> Of(
        IReadOnlyList<Holding> holdings, ExchangeRates rates, string baseCurrency, DateOnly asOf) =>
    [
        .. Allocation.By(holdings, holding => holding.Position.Currency).Select(part =>
        {
            var now = rates.Between(part.Key, baseCurrency, asOf);
            return new Exposure(part.Key, part.Value, part.Weight, now?.Value,
                Change(now, rates.Between(part.Key, baseCurrency, (now?.On ?? asOf).AddDays(-1))),
                Change(now, rates.Between(part.Key, baseCurrency, asOf.AddDays(-30))));
        }),
    ];

    private static decimal? Change(ExchangeRate? now, ExchangeRate? before) =>
        before is { Value: > 0 } earlier && now is { } known ? known.Value / earlier.Value - 1 : null;
}
