using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class SharesOnHandTests
{
    private const string Path = "/api/transactions";

    [Test]
    public async Task A_sale_of_more_than_is_held_names_symbol_day_and_quantity()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "10", "2024-03-01");

        var answer = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "12.5", "2024-03-15"));

        await AssertOversoldAsync(answer, "AAPL", "2.5", "2024-03-15");
        await AssertRowsAsync(user, 1);
    }

    [Test]
    public async Task All_that_is_held_may_be_sold_to_the_last_decimal()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "0.3333333333", "2024-03-01");
        await user.AddAsync("Buy", "AAPL", "0.0000000001", "2024-03-01");

        var tooMuch = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "0.3333333335", "2024-03-01"));
        var all = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "0.3333333334", "2024-03-01"));

        await AssertOversoldAsync(tooMuch, "AAPL", "0.0000000001", "2024-03-01");
        await Assert.That(all.Status).IsEqualTo(200).Because(all.Text);
    }

    [Test]
    public async Task A_sale_before_the_purchase_is_refused()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "10", "2024-03-01");

        var answer = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "1", "2024-02-29"));

        await AssertOversoldAsync(answer, "AAPL", "1", "2024-02-29");
    }

    [Test]
    public async Task A_sale_put_in_earlier_may_not_leave_a_later_one_short()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "10", "2024-01-01");
        await user.AddAsync("Sell", "AAPL", "8", "2024-03-01");

        var answer = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "3", "2024-02-01"));
        var fits = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "2", "2024-02-01"));

        await AssertOversoldAsync(answer, "AAPL", "1", "2024-03-01");
        await Assert.That(fits.Status).IsEqualTo(200);
    }

    [Test]
    public async Task A_purchase_that_sales_stand_on_can_be_neither_deleted_nor_shrunk_nor_moved()
    {
        var user = (await App.SharedAsync()).NewUser();
        var buy = $"{Path}/{(await user.AddAsync("Buy", "AAPL", "10", "2024-01-01")).Id()}";
        await user.AddAsync("Sell", "AAPL", "6", "2024-02-01");

        await AssertOversoldAsync(await user.DeleteAsync(buy), "AAPL", "6", "2024-02-01");
        await AssertOversoldAsync(
            await user.PutAsync(buy, TradeJson.Of("Buy", "AAPL", "5", "2024-01-01")), "AAPL", "1", "2024-02-01");
        await AssertOversoldAsync(
            await user.PutAsync(buy, TradeJson.Of("Buy", "AAPL", "10", "2024-02-02")), "AAPL", "6", "2024-02-01");
        await AssertOversoldAsync(
            await user.PutAsync(buy, TradeJson.Of("Buy", "MSFT", "10", "2024-01-01")), "AAPL", "6", "2024-02-01");
        await AssertOversoldAsync(
            await user.PutAsync(buy, TradeJson.Of("Sell", "AAPL", "10", "2024-01-01")), "AAPL", "10", "2024-01-01");
        await AssertRowsAsync(user, 2);
    }

    [Test]
    public async Task A_sale_cannot_be_turned_to_a_symbol_that_is_not_held()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "10", "2024-01-01");
        var sale = await user.AddAsync("Sell", "AAPL", "6", "2024-02-01");

        var answer = await user.PutAsync(
            $"{Path}/{sale.Id()}", TradeJson.Of("Sell", "MSFT", "6", "2024-02-01"));

        await AssertOversoldAsync(answer, "MSFT", "6", "2024-02-01");
    }

    [Test]
    public async Task A_dividend_is_no_shares()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("DIVIDEND", "AAPL", "10", "2024-01-01");

        var answer = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "1", "2024-02-01"));

        await AssertOversoldAsync(answer, "AAPL", "1", "2024-02-01");
    }

    [Test]
    public async Task Shares_are_counted_across_a_split()
    {
        // In the sandbox NVDA splits ten for one on 10 June 2024.
        var user = (await App.SharedAsync()).NewUser();
        var bought = await user.PostAsync(Path, Nvidia("Buy", "10", "2024-06-03"));

        var beforeSplit = await user.PostAsync(Path, Nvidia("Sell", "11", "2024-06-07"));
        var tooMany = await user.PostAsync(Path, Nvidia("Sell", "101", "2024-06-10"));
        var ninety = await user.PostAsync(Path, Nvidia("Sell", "90", "2024-06-10"));
        var moved = await user.PutAsync(
            $"{Path}/{ninety.Data.GetProperty("transaction").Id()}", Nvidia("Sell", "90", "2024-06-07"));
        var lastTen = await user.PostAsync(Path, Nvidia("Sell", "1", "2024-06-07"));
        var oneMore = await user.PostAsync(Path, Nvidia("Sell", "0.0000000001", "2024-06-11"));

        await Assert.That(bought.Status).IsEqualTo(200).Because(bought.Text);
        await AssertOversoldAsync(beforeSplit, "NVDA", "1", "2024-06-07");
        await AssertOversoldAsync(tooMany, "NVDA", "1", "2024-06-10");
        await Assert.That(ninety.Status).IsEqualTo(200).Because(ninety.Text);
        await AssertOversoldAsync(moved, "NVDA", "80", "2024-06-07");
        await Assert.That(lastTen.Status).IsEqualTo(200).Because(lastTen.Text);
        await AssertOversoldAsync(oneMore, "NVDA", "0.0000000001", "2024-06-11");
    }

    private static string Nvidia(string type, string quantity, string date) =>
        TradeJson.With(("transaction_type", $"\"{type}\""), ("symbol", "\"NVDA\""), ("quantity", quantity),
            ("date", $"\"{date}\""), ("unpriced", null));

    private static async Task AssertOversoldAsync(Answer answer, string symbol, string quantity, string date)
    {
        await ErrorShape.AssertAsync(answer, 409, "ConflictError");
        await Assert.That(answer.Json.GetProperty("message").GetString())
            .IsEqualTo($"You would be {quantity} {symbol} short on {date}.");
        var detail = answer.Json.GetProperty("details")[0];
        await Assert.That(detail.GetProperty("code").GetString()).IsEqualTo("OVERSOLD");
        await Assert.That(detail.GetProperty("field").GetString()).IsEqualTo("quantity");
    }

    private static async Task AssertRowsAsync(Caller user, int count) =>
        await Assert.That((await user.GetAsync(Path)).Data.GetProperty("total").GetInt32()).IsEqualTo(count);
}
