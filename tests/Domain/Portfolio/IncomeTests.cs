namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class IncomeTests
{
    private static readonly Guid First = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private static Given Held() => new Given().Closes("ACME", ("2024-01-02", 100), ("2024-06-03", 100))
        .Buy("ACME", "2024-01-02", 10, 100);

    [Test]
    public async Task A_booking_that_names_its_dividend_settles_it_whatever_its_day()
    {
        var income = Held().Pays("ACME", First, "2024-03-01", "2024-03-15", 0.5m)
            .Dividend("ACME", "2024-03-20", 10, 0.45m, of: First)
            .On("2024-06-03").Income;
        var dividend = income.Dividends.Single();

        await Assert.That(dividend.Event!.Id).IsEqualTo(First);
        await Assert.That((dividend.IsConfirmed, dividend.AmountBase)).IsEqualTo((true, 4.5m));
        await Assert.That((dividend.ExOn, dividend.PayOn))
            .IsEqualTo((Given.Day("2024-03-01"), Given.Day("2024-03-20")));
        await Assert.That((dividend.AmountPerShare, dividend.Currency)).IsEqualTo((0.45m, "USD"));
        await Assert.That((income.ConfirmedCount, income.PendingCount)).IsEqualTo((1, 0));
        await Assert.That((income.Received, income.Pending, income.Upcoming)).IsEqualTo((4.5m, 0m, 0m));
    }

    [Test]
    public async Task A_booking_that_names_none_settles_the_one_of_its_pay_day()
    {
        var income = Held()
            .Pays("ACME", First, "2024-03-01", "2024-03-15", 0.5m)
            .Pays("ACME", Second, "2024-05-02", "2024-05-16", 0.6m)
            .Dividend("ACME", "2024-05-16", 10, 0.6m)
            .On("2024-06-03").Income;

        await Assert.That(income.Dividends.Single(line => line.IsConfirmed).Event!.Id).IsEqualTo(Second);
        await Assert.That(income.Dividends.Single(line => !line.IsConfirmed).Event!.Id).IsEqualTo(First);
        await Assert.That((income.Received, income.Pending)).IsEqualTo((6m, 5m));
    }

    [Test]
    public async Task A_booking_of_another_day_is_a_dividend_of_its_own()
    {
        var income = Held().Pays("ACME", First, "2024-03-01", "2024-03-15", 0.5m)
            .Dividend("ACME", "2024-04-01", 10, 0.1m, fee: 0.25m)
            .On("2024-06-03").Income;

        await Assert.That(income.Dividends.Count).IsEqualTo(2);
        await Assert.That(income.Dividends[0].Event).IsNull();
        await Assert.That((income.Received, income.Pending)).IsEqualTo((0.75m, 5m));
    }

    [Test]
    public async Task What_is_paid_later_is_upcoming_and_what_went_ex_before_the_purchase_is_none()
    {
        var income = Held()
            .Pays("ACME", First, "2024-01-02", "2024-01-20", 9m)
            .Pays("ACME", Second, "2024-05-31", "2024-06-20", 0.5m)
            .On("2024-06-03").Income;

        await Assert.That(income.Dividends.Single().Event!.Id).IsEqualTo(Second);
        await Assert.That((income.Received, income.Pending, income.Upcoming)).IsEqualTo((0m, 0m, 5m));
    }

    [Test]
    public async Task Shares_on_the_ex_date_count_and_splits_since_do_not()
    {
        var income = Held().Split("ACME", "2024-04-01", 2, 1)
            .Pays("ACME", First, "2024-03-01", "2024-03-15", 0.5m)
            .Pays("ACME", Second, "2024-05-01", "2024-05-15", 0.25m)
            .On("2024-06-03").Income;

        await Assert.That(income.Dividends.Select(line => (line.Shares, line.SharesNow, line.Amount)))
            .IsEquivalentTo(new[] { (20m, 20m, 5m), (10m, 20m, 5m) });
    }

    [Test]
    public async Task On_a_day_of_the_past_a_later_dividend_is_not_known_yet()
    {
        var given = Held().Pays("ACME", First, "2024-03-01", "2024-03-15", 0.5m);

        await Assert.That(given.On("2024-02-01", isPast: true).Income.Dividends).IsEmpty();
        await Assert.That(given.On("2024-02-01", isPast: true).Income.Expected).IsEqualTo(0m);
        await Assert.That(given.On("2024-02-01").Income.Expected).IsEqualTo(5m);
    }

    [Test]
    public async Task The_year_counts_by_the_booking_and_other_currencies_at_the_rate_of_the_pay_day()
    {
        var given = new Given("EUR").Closes("ACME", ("2023-11-01", 100), ("2024-06-03", 100))
            .Rate("USD", "EUR", ("2023-11-01", 0.9m), ("2024-03-15", 0.8m), ("2024-06-03", 0.5m))
            .Buy("ACME", "2023-11-01", 10, 100)
            .Dividend("ACME", "2023-12-29", 10, 0.5m)
            .Dividend("ACME", "2024-03-15", 10, 0.5m)
            .Pays("ACME", First, "2024-05-01", "2024-05-15", 1m);

        var income = given.On("2024-06-03").Income;
        await Assert.That((income.Received, income.ReceivedThisYear, income.Pending)).IsEqualTo((8.5m, 4m, 8m));
        await Assert.That(given.On("2024-06-03").Totals.Income).IsEqualTo(8.5m);
    }
}
