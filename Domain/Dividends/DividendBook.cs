using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Dividends;

/// <summary>
/// The dividends of one symbol of one ledger: what was announced for the shares held, with the user's decisions over
/// it, each matched with the ledger row that settles it. Derived anew each time, so that a late or changed trade needs
/// no repair, and nothing is assigned twice or lost.
/// </summary>
/// <param name="Entries">Rejected ones included.</param>
/// <param name="Told">The events as the user wants them told, ascending by ex-date, rejected ones included.</param>
internal sealed record DividendBook(IReadOnlyList<DividendEntry> Entries, IReadOnlyList<DividendEvent> Told)
{
    /// <param name="trades">Of the symbol, in ledger order.</param>
    /// <param name="currency">Of a dividend whose own is not known.</param>
    public static DividendBook Of(
        string symbol,
        IReadOnlyList<Trade> trades,
        IReadOnlyList<Split> splits,
        IReadOnlyList<DividendEvent> events,
        IReadOnlyList<DividendDecision> decisions,
        string currency)
    {
        var said = Matched(events, decisions);
        var orphans = Unmatched(decisions, said);
        foreach (var orphan in orphans)
        {
            said[orphan.EventId!.Value] = orphan;
        }

        var manual = decisions.Where(d => d.EventId is null).ToList();

        // An event that the user booked by hand is told by that booking, in place of the event.
        var byHand = manual.ToDictionary(d => d.Id, d => d.Kind == DecisionKind.Rejected ? null
            : events.FirstOrDefault(e => !said.ContainsKey(e.Id) && (e.PayOn ?? e.ExOn) == (d.PayOn ?? d.ExOn)));
        var told = decisions.Count == 0 ? events : UnderDecisions(symbol, events, orphans, said, byHand);

        var booked = new Bookings(trades);
        var entries = new List<DividendEntry>(told.Count);
        foreach (var (paid, shares) in Entitlements.Of(trades, splits, told))
        {
            var decision = said.GetValueOrDefault(paid.Id);
            var row = booked.Named(decision?.Id) ?? booked.Named(paid.Id)
                ?? (decision is { Kind: DecisionKind.Rejected } ? null : booked.On(paid.PayOn ?? paid.ExOn));
            entries.Add(row is not null
                ? FromBooking(row, paid, decision)
                : new(symbol, paid, decision, null, paid.ExOn, paid.PayOn, paid.AmountPerShare, shares,
                    paid.Currency ?? currency));
        }

        foreach (var own in manual)
        {
            var row = booked.Named(own.Id)
                ?? (own.Kind == DecisionKind.Rejected ? null : booked.On(own.PayOn ?? own.ExOn));
            entries.Add(row is not null
                ? FromBooking(row, byHand[own.Id], own)
                : new(symbol, byHand[own.Id], own, null, own.ExOn, own.PayOn, own.AmountPerShare, own.Shares ?? 1,
                    own.Currency));
        }

        // Booked on shares that the ledger does not show (any more), or without any announcement.
        foreach (var row in booked.Left)
        {
            var decision = decisions.FirstOrDefault(d => d.Id == row.DividendId);
            var paid = told.FirstOrDefault(e => e.Id == (decision?.EventId ?? row.DividendId));
            entries.Add(FromBooking(row, paid, decision));
        }

        return new(entries, told);
    }

    /// <summary>The events with the user's decisions over them, but for those that a booking by hand tells.</summary>
    private static List<DividendEvent> UnderDecisions(
        string symbol,
        IReadOnlyList<DividendEvent> events,
        List<DividendDecision> orphans,
        Dictionary<Guid, DividendDecision> said,
        Dictionary<Guid, DividendEvent?> byHand)
    {
        var taken = byHand.Values.OfType<DividendEvent>().Select(e => e.Id).ToHashSet();
        return [.. events.Where(e => !taken.Contains(e.Id))
            .Concat(orphans.Select(d =>
                new DividendEvent(d.EventId!.Value, symbol, d.ExOn, d.PayOn, d.AmountPerShare, d.Currency)))
            .Select(e => said.TryGetValue(e.Id, out var decision) ? decision.Over(e) : e)
            .OrderBy(e => e.ExOn)];
    }

    /// <summary>The decision of each event. One whose event is gone goes with the event of the same ex-date: a new
    /// source of data tells the same dividends under other ids.</summary>
    private static Dictionary<Guid, DividendDecision> Matched(
        IReadOnlyList<DividendEvent> events, IReadOnlyList<DividendDecision> decisions)
    {
        var said = new Dictionary<Guid, DividendDecision>();
        if (decisions.Count == 0)
        {
            return said;
        }

        var known = events.Select(e => e.Id).ToHashSet();
        foreach (var decision in decisions.Where(d => d.EventId is { } id && known.Contains(id)))
        {
            said[decision.EventId!.Value] = decision;
        }

        foreach (var decision in decisions.Where(d => d.EventId is { } id && !known.Contains(id)))
        {
            if (events.FirstOrDefault(e => e.ExOn == decision.ExOn && !said.ContainsKey(e.Id)) is { } again)
            {
                said[again.Id] = decision;
            }
        }

        return said;
    }

    /// <summary>What the user edited or rejected and nobody announces any more: it is still told as the user said.
    /// </summary>
    private static List<DividendDecision> Unmatched(
        IReadOnlyList<DividendDecision> decisions, Dictionary<Guid, DividendDecision> said)
    {
        var placed = said.Values.Select(d => d.Id).ToHashSet();
        return [.. decisions.Where(d => d is { EventId: not null, Kind: not DecisionKind.AsAnnounced }
            && !placed.Contains(d.Id) && !said.ContainsKey(d.EventId.Value))];
    }

    private static DividendEntry FromBooking(Trade row, DividendEvent? paid, DividendDecision? decision) =>
        new(row.Symbol, paid, decision, row, paid?.ExOn ?? decision?.ExOn ?? row.On, row.On, row.Price, row.Quantity,
            row.Currency);

    /// <summary>The dividend rows of the ledger, each taken once.</summary>
    private sealed class Bookings(IReadOnlyList<Trade> trades)
    {
        public List<Trade> Left { get; } = [.. trades.Where(trade => trade.Kind == TradeKind.Dividend)];

        public Trade? Named(Guid? dividend) =>
            dividend is null || Left.Count == 0 ? null : Take(Left.FindIndex(row => row.DividendId == dividend));

        public Trade? On(DateOnly day) =>
            Left.Count == 0 ? null : Take(Left.FindIndex(row => row.DividendId is null && row.On == day));

        private Trade? Take(int index)
        {
            if (index < 0)
            {
                return null;
            }

            var row = Left[index];
            Left.RemoveAt(index);
            return row;
        }
    }
}
