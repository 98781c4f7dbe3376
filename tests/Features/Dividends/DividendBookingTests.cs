using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>A dividend and its row in the ledger: what happens to one when the other changes.</summary>
internal sealed class DividendBookingTests
{
    private const string Ex = "2024-06-14";

    private static async Task<(DividendStage Stage, string Id)> PendingAsync()
    {
        var stage = await NewAsync(new Announced(Ex, "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        return (stage, await stage.IdAsync(Ex));
    }

    [Test]
    public async Task Deleting_the_transaction_makes_it_pending_as_announced_again()
    {
        var (stage, id) = await PendingAsync();
        var confirmed = await stage.ConfirmAsync(id, """{"edited_amount":9,"fee":1}""");

        await stage.User.DeleteAsync($"/api/transactions/{confirmed.Data.GetProperty("transaction_id").GetString()}");

        var row = await stage.OnAsync(Ex);
        await Assert.That((row.GetProperty("id").GetString(), row.GetProperty("confirmed").GetBoolean()))
            .IsEqualTo((id, false));
        await Assert.That((Number(row, "total_amount"), Number(row, "fee"))).IsEqualTo((5m, 0m));
        await Assert.That((await stage.ConfirmAsync(id)).Status).IsEqualTo(200);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(5m);
    }

    [Test]
    public async Task A_transaction_moved_to_another_symbol_gives_the_dividend_free()
    {
        var (stage, id) = await PendingAsync();
        var other = stage with { Symbol = (await NewAsync()).Symbol };
        var booked = (await stage.ConfirmAsync(id)).Data.GetProperty("transaction_id").GetString();

        var moved = await stage.User.PutAsync($"/api/transactions/{booked}", $$"""
            {"symbol":"{{other.Symbol}}","transaction_type":"DIVIDEND","quantity":10,"price":0.5,"date":"2024-07-01"}
            """);

        await Assert.That(moved.Status).IsEqualTo(200);
        await Assert.That((await stage.ConfirmAsync(id)).Status).IsEqualTo(200);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(10m);
    }

    [Test]
    public async Task A_dividend_recorded_by_hand_in_the_ledger_confirms_the_one_of_its_pay_date()
    {
        var (stage, id) = await PendingAsync();

        await stage.RecordAsync("DIVIDEND", "2024-07-01", 10, 0.45m);

        var row = (await stage.ListAsync()).Single();
        await Assert.That((row.GetProperty("id").GetString(), row.GetProperty("confirmed").GetBoolean(),
            Number(row, "total_amount"))).IsEqualTo((id, true, 4.5m));
        await Assert.That((await stage.ConfirmAsync(id)).Status).IsEqualTo(409);
    }
}
