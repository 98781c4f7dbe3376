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
        var traded = positions.ToDictionary(position => position.Symbol, StringComparer.Ordinal);
        var (dividends, projection) = (new List<UserDividend>(), new List<ProjectedDividend>());
        void Tell(DividendBook book, decimal sharesNow)
        {
            foreach (var entry in book.Entries)
            {
                if (!entry.IsRejected)
                {
                    dividends.Add(UserDividend.Of(entry, sharesNow, market.Rates, baseCurrency, asOf));
                }
            }
        }

        foreach (var symbol in traded.Keys.Union(said.Select(own => own.Key)).Order(StringComparer.Ordinal))
        {
            if (!traded.TryGetValue(symbol, out var position))
            {
                // Of what the user never traded there is only what the user says.
                Tell(DividendBook.Of(symbol, [], [], [], [.. said[symbol]], baseCurrency), sharesNow: 0);
                continue;
            }

            var announced = options.IsPast
                ? [.. position.Security.Dividends.Where(paid => paid.ExOn <= asOf)]
                : position.Security.Dividends;
            var splits = options.IsPast ? position.Splits : position.Security.Splits;
            var book = DividendBook.Of(symbol, position.Trades, splits, announced, [.. said[symbol]],
                position.Currency);
            Tell(book, position.Book.Quantity);
            projection.AddRange(Projected(position, book, splits, asOf));
        }

        return Summed(
            NewestFirst(dividends),
            projection.Sum(line => line.Amount
                * market.Rates.Between(line.Currency ?? "", baseCurrency, asOf)?.Value ?? 0),
            [.. projection.OrderBy(line => line.PayOn)],
            asOf);
    }

    /// <summary>What has no pay day yet goes by its ex-date; those of one day keep their order.</summary>
    private static UserDividend[] NewestFirst(List<UserDividend> dividends)
    {
        // One number each, the day and then the place: sorts in a fraction of the time that comparisons take.
        var keys = new long[dividends.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)-dividends[i].Entry.DueOn.DayNumber << 32) | (uint)i;
        }

        var sorted = dividends.ToArray();
        Array.Sort(keys, sorted);
        return sorted;
    }

    private static Income Summed(
        UserDividend[] dividends, decimal expected, IReadOnlyList<ProjectedDividend> projection, DateOnly asOf)
    {
        decimal received = 0, receivedThisYear = 0, pending = 0, upcoming = 0;
        foreach (var dividend in dividends)
        {
            var amount = dividend.AmountBase ?? 0;
            if (dividend.Booked is { } booked)
            {
                received += amount;
                receivedThisYear += booked.On.Year == asOf.Year ? amount : 0;
            }
            else if (dividend.Entry.DueOn <= asOf)
            {
                pending += amount;
            }
            else
            {
                upcoming += amount;
            }
        }

        return new(dividends, received, receivedThisYear, pending, upcoming, expected, projection);
    }

    private static IReadOnlyList<ProjectedDividend> Projected(
        Position position, DividendBook book, IReadOnlyList<Split> splits, DateOnly asOf)
    {
        // Neither what the user declined nor what has arrived, be it ahead of its day, is to be expected.
        var open = book.Entries.Where(entry => entry.Event is { } paid && !(paid.PayOn <= asOf)).ToList();
        var settled = open.Where(entry => entry.IsRejected || entry.IsConfirmed)
            .Select(entry => entry.Event!.Id).ToHashSet();
        var entitled = open.Where(entry => !entry.IsRejected)
            .Select(entry => new Entitlement(entry.Event!, entry.Shares)).ToList();
        return DividendProjection.NextTwelveMonths(
            position.Symbol, position.Book.Quantity, book.Told, splits, asOf, entitled, settled);
    }
}
