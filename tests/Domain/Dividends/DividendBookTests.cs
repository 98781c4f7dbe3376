using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Identities;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Dividends;

internal sealed class DividendBookTests
{
    private static readonly Guid Owner = Guid.NewGuid();
    private static readonly DateOnly ExOn = new(2024, 6, 14);
    private static readonly DateOnly PayOn = new(2024, 7, 1);

    private static readonly DividendEvent Announced = new(Guid.NewGuid(), "KO", ExOn, PayOn, 0.5m, "USD");
    private static readonly Trade Bought = Row(TradeKind.Buy, ExOn.AddDays(-30), 10m, 60m);

    private static Trade Row(
        TradeKind kind, DateOnly on, decimal quantity, decimal price, decimal fee = 0, Guid? of = null) =>
        new(Guid.NewGuid(), kind, "KO", on, quantity, price, fee, "USD", null, default, of);

    private static Trade Paid(DateOnly on, decimal shares, decimal each, decimal fee = 0, Guid? of = null) =>
        Row(TradeKind.Dividend, on, shares, each, fee, of);

    private static DividendDecision Said(
        DecisionKind kind, Guid? of, DateOnly exOn, decimal each = 0.5m, decimal? shares = null, DateOnly? payOn = null,
        decimal tax = 0) =>
        new(of is { } id ? NameBasedId.OfDividend(Owner, id) : Guid.NewGuid(), of, "KO", kind, exOn, payOn, each,
            shares, tax, 0, "USD", default, default);

    private static IReadOnlyList<DividendEntry> Entries(
        Trade[] trades, DividendEvent[] events, params DividendDecision[] decisions) =>
        DividendBook.Of("KO", trades, [], events, decisions, "USD").Entries;

    [Test]
    public async Task Without_a_word_of_the_user_it_is_pending_as_announced_under_an_id_of_its_own()
    {
        var entry = Entries([Bought], [Announced]).Single();

        await Assert.That((entry.IsConfirmed, entry.IsRejected, entry.IsEdited)).IsEqualTo((false, false, false));
        await Assert.That((entry.Shares, entry.Gross, entry.Net)).IsEqualTo((10m, 5m, 5m));
        await Assert.That(entry.IdFor(Owner)).IsEqualTo(NameBasedId.OfDividend(Owner, Announced.Id));
    }

    [Test]
    public async Task A_ledger_row_that_names_the_decision_confirms_it_with_the_figures_of_the_row()
    {
        var said = Said(DecisionKind.AsAnnounced, Announced.Id, ExOn, tax: 0.6m);

        var entry = Entries([Bought, Paid(PayOn.AddDays(3), 10m, 0.48m, fee: 0.75m, of: said.Id)], [Announced], said)
            .Single();

        await Assert.That((entry.IsConfirmed, entry.PayOn, entry.ExOn)).IsEqualTo((true, PayOn.AddDays(3), ExOn));
        await Assert.That((entry.Gross, entry.Deductions, entry.WithholdingTax, entry.Net))
            .IsEqualTo((4.8m, 0.75m, 0.6m, 4.05m));
    }

    [Test]
    public async Task Without_that_row_it_is_pending_again_as_announced()
    {
        var said = Said(DecisionKind.AsAnnounced, Announced.Id, ExOn, each: 0.3m, tax: 0.6m);

        var entry = Entries([Bought], [Announced], said).Single();

        await Assert.That((entry.IsConfirmed, entry.Gross, entry.Net)).IsEqualTo((false, 5m, 5m));
    }

    [Test]
    public async Task An_edit_moves_dates_and_amount_and_the_shares_follow_the_new_ex_date()
    {
        var later = Row(TradeKind.Buy, ExOn.AddDays(2), 5m, 60m);
        var said = Said(DecisionKind.Edited, Announced.Id, ExOn.AddDays(3), each: 0.4m, payOn: PayOn.AddDays(1));

        var entry = Entries([Bought, later], [Announced], said).Single();

        await Assert.That((entry.Shares, entry.Gross)).IsEqualTo((15m, 6m));
        await Assert.That((entry.ExOn, entry.PayOn)).IsEqualTo((ExOn.AddDays(3), (DateOnly?)PayOn.AddDays(1)));
    }

    [Test]
    public async Task A_rejected_one_stays_rejected_and_takes_no_booking_of_its_pay_day()
    {
        var said = Said(DecisionKind.Rejected, Announced.Id, ExOn);

        var entries = Entries([Bought, Paid(PayOn, 10m, 0.5m)], [Announced], said);

        await Assert.That(entries.Single(entry => entry.IsRejected).IdFor(Owner)).IsEqualTo(said.Id);
        await Assert.That(entries.Single(entry => entry.IsConfirmed).Event).IsNull();
    }

    [Test]
    public async Task A_dividend_added_by_hand_on_the_pay_day_stands_for_the_announced_one()
    {
        var own = Said(DecisionKind.Edited, null, PayOn, each: 0.55m, shares: 10m, payOn: PayOn);

        var pending = Entries([Bought], [Announced], own).Single();
        var booked = Entries([Bought, Paid(PayOn, 10m, 0.55m, of: own.Id)], [Announced], own).Single();

        await Assert.That((pending.Gross, pending.IsConfirmed, pending.Event?.Id))
            .IsEqualTo((5.5m, false, (Guid?)Announced.Id));
        await Assert.That((booked.Gross, booked.IsConfirmed)).IsEqualTo((5.5m, true));
    }

    [Test]
    public async Task A_dividend_added_by_hand_of_another_day_is_one_more()
    {
        var own = Said(DecisionKind.Edited, null, PayOn.AddDays(9), each: 0.1m, shares: 10m, payOn: PayOn.AddDays(9));

        await Assert.That(Entries([Bought], [Announced], own).Select(entry => entry.Gross))
            .IsEquivalentTo(new[] { 5m, 1m });
    }

    [Test]
    public async Task A_corrected_event_keeps_its_decision_and_a_new_source_takes_it_over_by_ex_date()
    {
        var said = Said(DecisionKind.Rejected, Announced.Id, ExOn);
        var corrected = Announced with { AmountPerShare = 0.7m };
        var fromElsewhere = Announced with { Id = Guid.NewGuid() };

        await Assert.That(Entries([Bought], [corrected], said).Single().IsRejected).IsTrue();
        await Assert.That(Entries([Bought], [fromElsewhere], said).Single().IdFor(Owner)).IsEqualTo(said.Id);
    }

    [Test]
    public async Task What_was_edited_is_still_told_when_nobody_announces_it_any_more()
    {
        var said = Said(DecisionKind.Edited, Guid.NewGuid(), ExOn.AddDays(1), each: 0.4m);

        await Assert.That(Entries([Bought], [], said).Single().Gross).IsEqualTo(4m);
    }

    [Test]
    public async Task A_booking_survives_the_sale_that_takes_its_entitlement_away()
    {
        var said = Said(DecisionKind.AsAnnounced, Announced.Id, ExOn);
        var sold = Row(TradeKind.Sell, ExOn.AddDays(-1), 10m, 60m);

        var entry = Entries([Bought, sold, Paid(PayOn, 10m, 0.5m, of: said.Id)], [Announced], said).Single();

        await Assert.That((entry.IsConfirmed, entry.Gross, entry.Event?.Id)).IsEqualTo((true, 5m, (Guid?)Announced.Id));
    }

    [Test]
    public async Task Each_booking_settles_one_dividend()
    {
        var other = Announced with { Id = Guid.NewGuid(), ExOn = ExOn.AddDays(3) };

        var entries = Entries([Bought, Paid(PayOn, 10m, 0.5m)], [Announced, other]);

        await Assert.That(entries.Count(entry => entry.IsConfirmed)).IsEqualTo(1);
        await Assert.That(entries.Count).IsEqualTo(2);
    }
}
