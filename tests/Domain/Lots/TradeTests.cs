using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class TradeTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    private static readonly Trade Bought =
        new(Ledger.Id(5), TradeKind.Buy, "XYZ", Day, 3m, 12.5m, 1m, "USD", null, DateTime.UnixEpoch);

    [Test]
    public async Task The_ledger_goes_by_day_then_time_of_recording_then_id()
    {
        Trade[] ordered =
        [
            Bought with { On = Day.AddDays(-1), RecordedAt = DateTime.UnixEpoch.AddDays(9) },
            Bought,
            Bought with { Id = Ledger.Id(6) },
            Bought with { Id = Ledger.Id(1), RecordedAt = DateTime.UnixEpoch.AddSeconds(1) },
        ];
        Trade[] shuffled = [ordered[2], ordered[3], ordered[0], ordered[1]];

        Array.Sort(shuffled, Trade.InLedgerOrder);

        await Assert.That(shuffled.SequenceEqual(ordered)).IsTrue();
    }

    [Test]
    public async Task Gross_is_before_the_fee()
    {
        await Assert.That(Bought.Gross).IsEqualTo(37.5m);
    }

    [Test]
    public async Task A_split_of_three_for_two_makes_nine_of_six()
    {
        await Assert.That(new Split(Day, 3, 2).Apply(6m)).IsEqualTo(9m);
    }
}
