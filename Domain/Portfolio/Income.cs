using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>One dividend of the user: announced and entitled to, or booked without an announcement.</summary>
/// <param name="Event">Null for a dividend that only the user knows of.</param>
/// <param name="Booked">The ledger row that settles it; null while it is pending.</param>
/// <param name="AmountBase">In base currency, at the rate of the pay day (of the day asked for, while pending); null
/// where the rate is missing.</param>
internal sealed record UserDividend(
    string Symbol,
    DividendEvent? Event,
    Trade? Booked,
    DateOnly ExOn,
    DateOnly? PayOn,
    decimal AmountPerShare,
    decimal Shares,
    decimal SharesNow,
    string Currency,
    decimal? AmountBase)
{
    public decimal Amount => AmountPerShare * Shares - (Booked?.Fee ?? 0);

    public bool IsConfirmed => Booked is not null;
}

/// <summary>What the portfolio pays: received, to be confirmed, announced, expected. Base currency.</summary>
/// <param name="Received">All dividends booked, net.</param>
/// <param name="ReceivedThisYear">Those whose ledger row lies in the year of the day asked for.</param>
/// <param name="Pending">Entitled to, paid out by the day asked for (or without a pay day), not booked.</param>
/// <param name="Upcoming">Announced, to be paid after the day asked for.</param>
/// <param name="Expected">The next twelve months, announced and from the pattern of the past.</param>
internal sealed record Income(
    IReadOnlyList<UserDividend> Dividends,
    decimal Received,
    decimal ReceivedThisYear,
    decimal Pending,
    decimal Upcoming,
    decimal Expected,
    IReadOnlyList<ProjectedDividend> Projection)
{
    public int ConfirmedCount => Dividends.Count(dividend => dividend.IsConfirmed);

    public int PendingCount => Dividends.Count - ConfirmedCount;

    public static Income Of(
        IReadOnlyList<Position> positions, MarketView market, string baseCurrency, SnapshotOptions options)
    {
        var asOf = options.AsOf;
        var dividends = new List<UserDividend>();
        var projection = new List<ProjectedDividend>();
        foreach (var position in positions)
        {
            var announced = options.IsPast
                ? [.. position.Security.Dividends.Where(paid => paid.ExOn <= asOf)]
                : position.Security.Dividends;
            var splits = options.IsPast ? position.Splits : position.Security.Splits;
            var entitled = Entitlements.Of(position.Trades, splits, announced);
            dividends.AddRange(Of(position, entitled, market.Rates, baseCurrency, asOf));
            projection.AddRange(DividendProjection.NextTwelveMonths(
                position.Symbol, position.Book.Quantity, announced, splits, asOf, entitled));
        }

        // Newest first; what has no pay day yet goes by its ex-date.
        dividends.Sort((a, b) => (b.PayOn ?? b.ExOn) != (a.PayOn ?? a.ExOn)
            ? (b.PayOn ?? b.ExOn).CompareTo(a.PayOn ?? a.ExOn)
            : string.CompareOrdinal(a.Symbol, b.Symbol));

        decimal Sum(Func<UserDividend, bool> which) => dividends.Where(which).Sum(dividend => dividend.AmountBase ?? 0);

        return new(
            dividends,
            Sum(dividend => dividend.IsConfirmed),
            Sum(dividend => dividend.Booked?.On.Year == asOf.Year),
            Sum(dividend => !dividend.IsConfirmed && (dividend.PayOn ?? dividend.ExOn) <= asOf),
            Sum(dividend => !dividend.IsConfirmed && (dividend.PayOn ?? dividend.ExOn) > asOf),
            projection.Sum(line => line.Amount
                * market.Rates.Between(line.Currency ?? "", baseCurrency, asOf)?.Value ?? 0),
            [.. projection.OrderBy(line => line.PayOn).ThenBy(line => line.Symbol, StringComparer.Ordinal)]);
    }

    private static IEnumerable<UserDividend> Of(
        Position position, IReadOnlyList<Entitlement> entitled, ExchangeRates rates, string baseCurrency, DateOnly asOf)
    {
        var booked = position.Trades.Zip(position.Flows)
            .Where(pair => pair.First.Kind == TradeKind.Dividend).ToList();
        var now = position.Book.Quantity;

        decimal? InBase(decimal amount, string currency, DateOnly on) =>
            amount * rates.Between(currency, baseCurrency, on < asOf ? on : asOf)?.Value;

        foreach (var entitlement in entitled)
        {
            var paid = entitlement.Event;
            var currency = paid.Currency ?? position.Currency;
            var settled = booked.FindIndex(pair => pair.First.DividendId == paid.Id);
            settled = settled >= 0 ? settled : booked.FindIndex(pair =>
                pair.First.DividendId is null && pair.First.On == (paid.PayOn ?? paid.ExOn));
            if (settled >= 0)
            {
                yield return FromBooking(booked[settled], paid, now);
                booked.RemoveAt(settled);
            }
            else
            {
                yield return new(position.Symbol, paid, null, paid.ExOn, paid.PayOn, paid.AmountPerShare,
                    entitlement.Shares, now, currency,
                    InBase(paid.AmountPerShare * entitlement.Shares, currency, paid.PayOn ?? paid.ExOn));
            }
        }

        foreach (var pair in booked)
        {
            yield return FromBooking(pair, null, now);
        }
    }

    private static UserDividend FromBooking((Trade Row, TradeFlow Flow) booked, DividendEvent? paid, decimal now) =>
        new(booked.Row.Symbol, paid, booked.Row, paid?.ExOn ?? booked.Row.On, booked.Row.On, booked.Row.Price,
            booked.Row.Quantity, now, booked.Row.Currency, booked.Flow.Out);
}
