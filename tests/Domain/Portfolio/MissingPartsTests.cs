using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class MissingPartsTests
{
    [Test]
    public async Task Completeness_is_the_known_share_of_price_freshness_rate_and_cost()
    {
        // ACME has all four; GONE has no price and therefore no fresh one, but a rate and a cost: 6 of 8.
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 12)).Security("GONE", "USD")
            .Buy("ACME", "2024-01-02", 10, 10)
            .Buy("GONE", "2024-01-02", 5, 20)
            .On("2024-01-03");

        await Assert.That(MissingParts.Completeness(snapshot.Holdings)).IsEqualTo(75m);
        await Assert.That(MissingParts.Completeness([])).IsEqualTo(100m);
    }

    [Test]
    public async Task A_spin_off_in_disguise_waits_and_is_named_while_it_concerns_what_was_held()
    {
        var given = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-05", 10))
            .Change("ACME", security => security with
            {
                PendingActions = [new PendingAction(Given.Day("2024-01-04"), 1.046m)],
            })
            .Buy("ACME", "2024-01-02", 10, 10);

        await Assert.That(given.On("2024-01-05").Missing).Contains(
            new MissingPart("ACME", "corporate_action", Given.Day("2024-01-04")));
        await Assert.That(given.On("2024-01-03").Missing.Select(part => part.What)).DoesNotContain("corporate_action");
        await Assert.That(given.On("2024-01-05").Totals.Value).IsEqualTo(100m);
    }

    [Test]
    public async Task A_price_that_is_not_believed_is_named_and_not_used()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10))
            .Change("ACME", security => security with
            {
                Doubted = new(Given.Day("2024-01-03"), 1_000m, Given.Day("2024-01-02"), 10m),
            })
            .Buy("ACME", "2024-01-02", 10, 10)
            .On("2024-01-03");

        await Assert.That(snapshot.Missing).Contains(
            new MissingPart("ACME", "price_quarantined", Given.Day("2024-01-03")));
        await Assert.That(snapshot.Totals.Value).IsEqualTo(100m);
    }

    [Test]
    public async Task A_rate_that_is_not_believed_is_named_by_who_holds_that_currency()
    {
        var given = new Given().Rate("USD", "JPY", ("2024-01-02", 150)).Rate("EUR", "USD", ("2024-01-02", 1.1m))
            .Doubt("JPY", new(Given.Day("2024-01-03"), 0.0066m, Given.Day("2024-01-02"), 150m))
            .Closes("ACME", ("2024-01-02", 10)).Buy("ACME", "2024-01-02", 10, 10);
        var dollars = given.On("2024-01-03");

        var yen = given.Security("TOYO", "JPY", ("2024-01-02", 1_500))
            .Buy("TOYO", "2024-01-02", 10, 1_500, currency: "JPY").On("2024-01-03");

        var part = new MissingPart("JPY/USD", "exchange_rate_quarantined", Given.Day("2024-01-03"));
        await Assert.That(dollars.Missing).DoesNotContain(part);
        await Assert.That(yen.Missing).Contains(part);
        await Assert.That(yen.Totals.Value).IsEqualTo(200m);
    }

    [Test]
    public async Task A_currency_that_nobody_has_told_is_named()
    {
        var snapshot = new Given().Security("ACME", null, ("2024-01-02", 10)).Buy("ACME", "2024-01-02", 10, 10)
            .On("2024-01-02");

        await Assert.That(snapshot.Missing).Contains(new MissingPart("ACME", "currency", null));
        await Assert.That(snapshot.Holdings.Single().Position.Currency).IsEqualTo("USD");
    }

    [Test]
    public async Task Splits_and_dividends_that_nobody_has_told_are_named_of_holdings_and_of_the_benchmark()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10)).Closes("SPY", ("2024-01-02", 100))
            .Change("ACME", security => security with { SplitsAreKnown = false })
            .Change("SPY", security => security with { DividendsAreKnown = false })
            .Buy("ACME", "2024-01-02", 10, 10)
            .On("2024-01-03");

        await Assert.That(snapshot.Missing.Where(part => part.What is "splits" or "dividends")).IsEquivalentTo(
        [
            new MissingPart("ACME", "splits", Given.Day("2024-01-02")),
            new MissingPart("SPY", "dividends", Given.Day("2024-01-02")),
        ]);
    }

    [Test]
    public async Task A_cost_that_is_known_in_base_currency_alone_is_named_once()
    {
        // The user's own rate leads into base currency; none leads into that of the security.
        var snapshot = new Given("USD").Closes("ACME", ("2024-01-02", 10))
            .Buy("ACME", "2024-01-02", 10, 13_000, currency: "KPW", rate: 0.001m)
            .On("2024-01-02");

        await Assert.That(snapshot.Holdings.Single().CostBase).IsEqualTo(130m);
        await Assert.That(snapshot.Holdings.Single().Cost).IsNull();
        await Assert.That(snapshot.Missing.Where(part => part.What == "exchange_rate_of_trade_day")).IsEquivalentTo(
            [new MissingPart("ACME", "exchange_rate_of_trade_day", Given.Day("2024-01-02"))]);
    }
}
