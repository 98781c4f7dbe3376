using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

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

    /// <param name="decisions">What the user said about dividends: rejected ones are left out, edited ones are told as
    /// edited.</param>
    public static Income Of(
        IReadOnlyList<Position> positions,
        MarketView market,
        string baseCurrency,
        SnapshotOptions options,
        IReadOnlyList<DividendDecision>? decisions = null)
    {
        var asOf = options.AsOf;
        var said = (decisions ?? []).Where(d => !options.IsPast || d.EventId is not null || d.ExOn <= asOf)
            .ToLookup(d => d.Symbol, StringComparer.Ordinal);
        var dividends = new List<UserDividend>();
        var projection = new List<ProjectedDividend>();
        foreach (var position in positions)
        {
            var announced = options.IsPast
                ? [.. position.Security.Dividends.Where(paid => paid.ExOn <= asOf)]
                : position.Security.Dividends;
            var splits = options.IsPast ? position.Splits : position.Security.Splits;
            var book = DividendBook.Of(position.Symbol, position.Trades, splits, announced,
                [.. said[position.Symbol]], position.Currency);
            dividends.AddRange(Told(book, position.Book.Quantity));
            projection.AddRange(Projected(position, book, splits, asOf));
        }

        // Of what the user never traded there is only what the user says.
        var traded = positions.Select(position => position.Symbol).ToHashSet(StringComparer.Ordinal);
        foreach (var own in said.Where(own => !traded.Contains(own.Key)))
        {
            dividends.AddRange(Told(DividendBook.Of(own.Key, [], [], [], [.. own], baseCurrency), sharesNow: 0));
        }

        // Newest first; what has no pay day yet goes by its ex-date.
        dividends = [.. dividends.OrderByDescending(dividend => dividend.Entry.DueOn)
            .ThenBy(dividend => dividend.Symbol, StringComparer.Ordinal)];

        decimal Sum(Func<UserDividend, bool> which) => dividends.Where(which).Sum(dividend => dividend.AmountBase ?? 0);

        return new(
            dividends,
            Sum(dividend => dividend.IsConfirmed),
            Sum(dividend => dividend.Booked?.On.Year == asOf.Year),
            Sum(dividend => !dividend.IsConfirmed && dividend.Entry.DueOn <= asOf),
            Sum(dividend => !dividend.IsConfirmed && dividend.Entry.DueOn > asOf),
            projection.Sum(line => line.Amount
                * market.Rates.Between(line.Currency ?? "", baseCurrency, asOf)?.Value ?? 0),
            [.. projection.OrderBy(line => line.PayOn).ThenBy(line => line.Symbol, StringComparer.Ordinal)]);

        IEnumerable<UserDividend> Told(DividendBook book, decimal sharesNow) => book.Entries
            .Where(entry => !entry.IsRejected)
            .Select(entry => UserDividend.Of(entry, sharesNow, market.Rates, baseCurrency, asOf));
    }

    private static IReadOnlyList<ProjectedDividend> Projected(
        Position position, DividendBook book, IReadOnlyList<Split> splits, DateOnly asOf)
    {
        // Neither what the user declined nor what has arrived, be it ahead of its day, is to be expected.
        var settled = book.Entries.Where(entry => entry.Event is not null && (entry.IsRejected || entry.IsConfirmed))
            .Select(entry => entry.Event!.Id).ToHashSet();
        var entitled = book.Entries.Where(entry => entry is { IsRejected: false, Event: not null })
            .Select(entry => new Entitlement(entry.Event!, entry.Shares)).ToList();
        return DividendProjection.NextTwelveMonths(
            position.Symbol, position.Book.Quantity, book.Told, splits, asOf, entitled, settled);
    }
}
