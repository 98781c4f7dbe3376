using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

internal sealed class RejectDividendTests
{
    private const string Ex = "2024-06-14";

    private static async Task<(DividendStage Stage, string Id)> PendingAsync()
    {
        var stage = await NewAsync(new Announced(Ex, "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        return (stage, await stage.IdAsync(Ex));
    }

    [Test]
    public async Task A_rejected_dividend_is_hidden_and_stays_so()
    {
        var (stage, id) = await PendingAsync();

        var answer = await stage.RejectAsync(id);
        await stage.BuyAsync("2024-01-03", 5);

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Json.GetProperty("message").GetString())
            .IsEqualTo("Dividend rejected and hidden permanently");
        await Assert.That(await stage.ListAsync()).IsEmpty();
        await Assert.That(Number(await stage.SummaryAsync(), "total_pending")).IsEqualTo(0m);
        await Assert.That(((await stage.RejectAsync(id)).Status, (await stage.ConfirmAsync(id)).Status))
            .IsEqualTo((409, 409));
    }

    [Test]
    public async Task Rejecting_a_confirmed_one_takes_its_transaction_along()
    {
        var (stage, id) = await PendingAsync();
        await stage.ConfirmAsync(id);

        var answer = await stage.RejectAsync(id);

        await Assert.That(answer.Data.GetProperty("transaction_deleted").GetBoolean()).IsTrue();
        await Assert.That(await stage.BookingsAsync()).IsEmpty();
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(0m);
        await Assert.That(await stage.ListAsync()).IsEmpty();
    }
}
