using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Tests.Domain.Portfolio;

namespace PortfolioTracker.Tests.Domain.Holdings;

internal sealed class AllocationTests
{
    /// <param name="fund">What FOO holds, where it is a fund.</param>
    private static PortfolioSnapshot Three(params (string Sector, decimal Weight)[] fund) => new Given("EUR")
        .Security("ACME", "USD", ("2024-01-02", 100), ("2024-01-03", 120))
        .Security("FOO", "EUR", ("2024-01-02", 40), ("2024-01-03", 30))
        .Security("GONE", "EUR")
        .Change("ACME", one => one with { Instrument = one.Instrument with { Sector = "Tools" } })
        .Change("FOO", one => one with
        {
            Instrument = one.Instrument with
            {
                FundSectors = [.. fund.Select(sector => new SectorWeight(sector.Sector, sector.Weight))],
            },
        })
        .Rate("USD", "EUR", ("2024-01-02", 0.9m), ("2024-01-03", 0.5m))
        .Buy("ACME", "2024-01-02", 10, 100)
        .Buy("FOO", "2024-01-02", 5, 40, currency: "EUR")
        .Buy("GONE", "2024-01-02", 5, 40, currency: "EUR")
        .On("2024-01-03");

    [Test]
    public async Task Parts_are_sums_in_base_currency_and_their_weights_add_up()
    {
        var parts = Allocation.By(Three().Holdings, holding => holding.Instrument.Sector);

        // 10 x 120 x 0.5 = 600 and 5 x 30 = 150; GONE has no price and is in no part.
        await Assert.That(parts.Select(part => (part.Key, part.Value, part.Weight, part.Holdings)))
            .IsEquivalentTo(new[] { ("Tools", 600m, 0.8m, 1), ("Unknown", 150m, 0.2m, 1) });
        await Assert.That(parts.Select(part => (part.Cost, part.Gain)))
            .IsEquivalentTo(new (decimal?, decimal?)[] { (900m, -300m), (200m, -50m) });
        await Assert.That(parts[1].Return).IsEqualTo(-0.25m);
    }

    [Test]
    public async Task A_return_in_base_currency_counts_the_exchange_rate_too()
    {
        var acme = Three().Holdings.Single(holding => holding.Symbol == "ACME");

        await Assert.That(acme.UnrealisedReturn).IsEqualTo(0.2m);
        await Assert.That(acme.UnrealisedReturnBase).IsEqualTo(-300m / 900);
    }

    [Test]
    public async Task A_fund_is_divided_among_the_sectors_that_it_holds()
    {
        var parts = Allocation.BySector(Three(("Tools", 0.5m), ("Energy", 0.3m)).Holdings);

        // ACME 600, and of 150 in the fund 75 in tools, 45 in energy, 30 in what it does not tell.
        await Assert.That(parts.Select(part => (part.Key, part.Value, part.Weight, part.Cost, part.Holdings)))
            .IsEquivalentTo(new (string, decimal, decimal, decimal?, int)[]
            {
                ("Tools", 675m, 0.9m, 1_000m, 2), ("Energy", 45m, 0.06m, 60m, 1), ("Unknown", 30m, 0.04m, 40m, 1),
            });
    }

    [Test]
    public async Task What_a_fund_holds_on_borrowed_money_counts_no_more_than_the_fund()
    {
        var parts = Allocation.BySector(Three(("Tools", 1.5m), ("Energy", 0.5m)).Holdings);

        await Assert.That(parts.Select(part => (part.Key, part.Value)))
            .IsEquivalentTo(new[] { ("Tools", 712.5m), ("Energy", 37.5m) });
    }

    [Test]
    public async Task A_fund_that_tells_no_sectors_is_in_the_one_that_it_is_said_to_be()
    {
        await Assert.That(Allocation.BySector(Three().Holdings).Select(part => (part.Key, part.Value)))
            .IsEquivalentTo(new[] { ("Tools", 600m), ("Unknown", 150m) });
    }

    [Test]
    public async Task Without_holdings_there_are_no_parts() =>
        await Assert.That(Allocation.By([], holding => holding.Symbol)).IsEmpty();
}
