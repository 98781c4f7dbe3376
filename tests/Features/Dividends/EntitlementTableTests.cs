using System.Globalization;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>
/// One dividend of 0.50 a share, ex-date 14 June 2024, paid on 1 July, against ledgers written in a line. B and S are
/// trades, X is a split into so many shares; the number before the colon is the day, counted from the ex-date.
/// </summary>
internal sealed class EntitlementTableTests
{
    private static readonly DateOnly ExOn = new(2024, 6, 14);

    [Test]
    // On, before and after the ex-date.
    [Arguments("B-1:10", 10)]
    [Arguments("B0:10", 0)]
    [Arguments("B1:10", 0)]
    [Arguments("B-9:10 S-1:4", 6)]
    [Arguments("B-9:10 S0:4", 10)]
    [Arguments("B-9:10 S1:4", 10)]
    [Arguments("B-9:10 S-1:10", 0)]
    [Arguments("B-9:10 S0:10", 10)]
    // Several lots, and some of each.
    [Arguments("B-90:3 B-60:4 B-30:5.5 S-10:6", 6.5)]
    [Arguments("B-90:3 B-1:4 B0:5 S1:12", 7)]
    // All sold and bought again: before, on and after the ex-date.
    [Arguments("B-90:10 S-60:10 B-30:3", 3)]
    [Arguments("B-90:10 S-60:10 B0:3", 0)]
    [Arguments("B-90:10 S0:10 B5:3", 10)]
    [Arguments("B-90:10 S-1:10 B-1:3", 3)]
    // Splits: before and on the ex-date the amount is per new share; between ex-date and pay date, and later, not.
    [Arguments("B-9:10 X-5:4", 40)]
    [Arguments("B-9:10 X0:4", 40)]
    [Arguments("B-9:10 X1:4", 10)]
    [Arguments("B-9:10 X10:4", 10)]
    [Arguments("B-9:10 X40:4", 10)]
    [Arguments("B-9:10 X-5:2 S-3:8 X3:5", 12)]
    [Arguments("B-9:10 B-5:10 X-5:2", 30)]
    public async Task A_ledger_is_entitled_to_what_it_held_before_the_ex_date(string ledger, decimal shares)
    {
        var stage = await StageAsync(ledger);

        await AssertSharesAsync(stage, shares);
    }

    [Test]
    // What the ledger was, what is added late, and what has come of it.
    [Arguments("B5:1", "B-100:8", 8)]
    [Arguments("B-9:10", "S-3:4", 6)]
    [Arguments("B-9:10", "X-3:2", 20)]
    [Arguments("B-9:10 S0:10", "B-1:5", 15)]
    public async Task What_is_recorded_late_counts_as_if_it_always_had(string ledger, string late, decimal shares)
    {
        var stage = await StageAsync(ledger);
        await stage.SummaryAsync();

        await RecordAsync(stage, late);

        await AssertSharesAsync(stage, shares);
    }

    [Test]
    [Arguments(-9, 10, 0, 10, 0)]
    [Arguments(-9, 10, -1, 10, 10)]
    [Arguments(0, 10, -1, 10, 10)]
    [Arguments(-9, 10, -9, 7.5, 7.5)]
    public async Task An_edited_purchase_counts_as_edited(
        int day, decimal quantity, int newDay, decimal newQuantity, decimal shares)
    {
        var stage = await StageAsync("");
        var id = await stage.RecordAsync("Buy", Day(day), quantity);
        await stage.SummaryAsync();

        await stage.User.PutAsync($"/api/transactions/{id}", string.Create(CultureInfo.InvariantCulture, $$"""
            {"symbol":"{{stage.Symbol}}","transaction_type":"Buy","quantity":{{newQuantity}},"price":50,
            "date":"{{Day(newDay)}}"}
            """));

        await AssertSharesAsync(stage, shares);
    }

    [Test]
    public async Task What_was_confirmed_stays_when_its_purchase_is_deleted_and_goes_with_its_own_transaction()
    {
        var stage = await StageAsync("");
        var purchase = await stage.RecordAsync("Buy", Day(-9), 10);
        var booked = (await stage.ConfirmAsync(await stage.IdAsync("2024-06-14"))).Data.GetProperty("transaction_id");

        await stage.User.DeleteAsync($"/api/transactions/{purchase}");
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(5m);
        await Assert.That((await stage.OnAsync("2024-06-14")).GetProperty("confirmed").GetBoolean()).IsTrue();

        await stage.User.DeleteAsync($"/api/transactions/{booked.GetString()}");
        await AssertSharesAsync(stage, 0);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(0m);

        await stage.BuyAsync(Day(-2), 3);
        await AssertSharesAsync(stage, 3);
    }

    private static async Task<DividendStage> StageAsync(string ledger)
    {
        var stage = await NewAsync(new Announced("2024-06-14", "2024-07-01", 0.5m));
        await RecordAsync(stage, ledger);
        return stage;
    }

    private static async Task RecordAsync(DividendStage stage, string ledger)
    {
        foreach (var entry in ledger.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry[1..].Split(':');
            var on = Day(int.Parse(parts[0], CultureInfo.InvariantCulture));
            var number = decimal.Parse(parts[1], CultureInfo.InvariantCulture);
            await (entry[0] switch
            {
                'B' => stage.BuyAsync(on, number),
                'S' => stage.SellAsync(on, number),
                _ => stage.SplitAsync(on, (int)number),
            });
        }
    }

    private static async Task AssertSharesAsync(DividendStage stage, decimal shares)
    {
        var rows = await stage.ListAsync();
        await Assert.That(rows.Count).IsEqualTo(shares > 0 ? 1 : 0);
        await Assert.That(rows.Sum(row => Number(row, "shares_held_at_ex_date"))).IsEqualTo(shares);
        await Assert.That(Number(await stage.SummaryAsync(), "total_pending")).IsEqualTo(shares * 0.5m);
    }

    private static string Day(int fromExDate) =>
        ExOn.AddDays(fromExDate).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
