using System.Text.Json;
using PortfolioTracker.Tests.Support;
using TUnit.Assertions.Enums;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class ListTransactionsTests
{
    private const string Path = "/api/transactions";

    [Test]
    public async Task An_empty_ledger_is_an_empty_page()
    {
        var answer = await (await App.SharedAsync()).NewUser().GetAsync(Path);

        await Assert.That(answer.Data.GetRawText()).IsEqualTo(
            """{"transactions":[],"count":0,"total":0,"has_more":false,"next_cursor":null}""");
    }

    [Test]
    public async Task The_newest_day_comes_first_and_of_one_day_the_latest_entry()
    {
        var user = (await App.SharedAsync()).NewUser();
        var middle = await user.AddAsync("Buy", "B", "1", "2024-02-01");
        var oldest = await user.AddAsync("Buy", "A", "1", "2024-01-01");
        var newest = await user.AddAsync("Buy", "C", "1", "2024-03-01");
        var sameDay = await user.AddAsync("Buy", "D", "1", "2024-02-01");

        var page = await user.GetAsync(Path);

        await Assert.That(Ids(page)).IsEquivalentTo(
            [newest.Id(), sameDay.Id(), middle.Id(), oldest.Id()], CollectionOrdering.Matching);
    }

    [Test]
    public async Task Pages_by_offset_say_how_much_there_is()
    {
        var user = await WithRowsAsync(7);

        var first = (await user.GetAsync($"{Path}?limit=3")).Data;
        var last = (await user.GetAsync($"{Path}?limit=3&offset=6")).Data;
        var beyond = (await user.GetAsync($"{Path}?limit=3&offset=2147483647")).Data;

        await Assert.That(Figures(first)).IsEqualTo((3, 7, true));
        await Assert.That(Figures(last)).IsEqualTo((1, 7, false));
        await Assert.That(Figures(beyond)).IsEqualTo((0, 7, false));
        await Assert.That(last.GetProperty("next_cursor").ValueKind).IsEqualTo(JsonValueKind.Null);
    }

    [Test]
    public async Task A_page_holds_a_hundred_unless_asked_otherwise()
    {
        var user = await WithRowsAsync(101);

        var byDefault = (await user.GetAsync(Path)).Data;
        var all = (await user.GetAsync($"{Path}?limit=1000")).Data;

        await Assert.That(Figures(byDefault)).IsEqualTo((100, 101, true));
        await Assert.That(Figures(all)).IsEqualTo((101, 101, false));
    }

    [Test]
    public async Task A_cursor_neither_skips_nor_repeats_a_row_when_the_ledger_changes_in_between()
    {
        var user = await WithRowsAsync(6);
        var before = Ids(await user.GetAsync(Path));

        var first = await user.GetAsync($"{Path}?limit=2");
        await user.AddAsync("Buy", "NEW", "1", "2024-06-01");
        await user.AddAsync("Buy", "NEW", "1", "2024-06-01");
        await user.DeleteAsync($"{Path}/{before[0]}");
        var second = await user.GetAsync($"{Path}?limit=2&cursor={Cursor(first)}");
        await user.AddAsync("Buy", "NEW", "1", "2024-06-01");
        var third = await user.GetAsync($"{Path}?limit=2&cursor={Cursor(second)}");

        await Assert.That(Ids(first).Concat(Ids(second)).Concat(Ids(third)))
            .IsEquivalentTo(before, CollectionOrdering.Matching);
        await Assert.That(third.Data.GetProperty("has_more").GetBoolean()).IsFalse();
    }

    [Test]
    public async Task A_cursor_tells_rows_of_one_day_apart()
    {
        var user = (await App.SharedAsync()).NewUser();
        for (var i = 0; i < 5; i++)
        {
            await user.AddAsync("Buy", "SAME", "1", "2024-01-01");
        }

        var seen = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await user.GetAsync($"{Path}?limit=1&symbol=same&cursor={cursor}");
            seen.AddRange(Ids(page));
            cursor = page.Data.GetProperty("next_cursor").GetString();
        }

        await Assert.That(seen).IsEquivalentTo(Ids(await user.GetAsync(Path)), CollectionOrdering.Matching);
    }

    [Test]
    [Arguments("symbol=aapl", 3)]
    [Arguments("symbol=MSFT", 1)]
    [Arguments("symbol=NONE", 0)]
    [Arguments("type=buy", 2)]
    [Arguments("type=SELL", 1)]
    [Arguments("type=dividend", 1)]
    [Arguments("from=2024-02-01", 3)]
    [Arguments("to=2024-02-01", 2)]
    [Arguments("from=2024-02-01&to=2024-03-01", 2)]
    [Arguments("symbol=AAPL&type=Buy&from=2024-01-01", 1)]
    [Arguments("symbol=&type=&from=&to=&cursor=&limit=&offset=", 4)]
    [Arguments("unknown=1", 4)]
    public async Task Filters_leave_what_they_name(string query, int total)
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "5", "2024-01-01");
        await user.AddAsync("Buy", "MSFT", "5", "2024-02-01");
        await user.AddAsync("Sell", "AAPL", "1", "2024-03-01");
        await user.AddAsync("DIVIDEND", "AAPL", "4", "2024-04-01");

        var data = (await user.GetAsync($"{Path}?{query}")).Data;

        await Assert.That(Figures(data)).IsEqualTo((total, total, false));
    }

    [Test]
    [Arguments("limit=0", "limit")]
    [Arguments("limit=1001", "limit")]
    [Arguments("limit=abc", "limit")]
    [Arguments("limit=1.5", "limit")]
    [Arguments("limit=1&limit=2", "limit")]
    [Arguments("offset=-1", "offset")]
    [Arguments("offset=x", "offset")]
    [Arguments("type=Hold", "type")]
    [Arguments("from=2024-02-30", "from")]
    [Arguments("to=yesterday", "to")]
    [Arguments("symbol=A%00", "symbol")]
    [Arguments("symbol=A%26apikey%3Dx", "symbol")]
    [Arguments("symbol=%25", "symbol")]
    [Arguments("cursor=x", "cursor")]
    [Arguments("cursor=YWJj", "cursor")]
    // 2024-01-01|1|x and 2024-13-01|1|(a UUID): parts that are none.
    [Arguments("cursor=MjAyNC0wMS0wMXwxfHg", "cursor")]
    [Arguments("cursor=MjAyNC0xMy0wMXwxfDdkM2Y3YTNlLThjNTMtNGYwZS05YTY4LTBmMWQzYzNiMmExMQ", "cursor")]
    public async Task A_parameter_that_breaks_its_rule_is_named(string query, string parameter)
    {
        var answer = await (await App.SharedAsync()).NewUser().GetAsync($"{Path}?{query}");

        await ErrorShape.AssertInvalidAsync(answer, $"query.{parameter}");
    }

    [Test]
    public async Task In_version_1_a_row_has_the_types_that_the_clients_compute_with()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path, TradeJson.With(("commission", "1.5"), ("amount_invested", "1005")));
        await user.AddAsync("Sell", "AAPL", "0.5", "2024-03-16");

        var answer = await user.V1.GetAsync(Path);

        var rows = answer.Json.GetProperty("transactions");
        await Assert.That(answer.Json.GetProperty("count").GetInt32()).IsEqualTo(2);
        foreach (var row in rows.EnumerateArray())
        {
            foreach (var name in (string[])["quantity", "price", "commission"])
            {
                await Assert.That(row.GetProperty(name).ValueKind).IsEqualTo(JsonValueKind.Number).Because(name);
            }

            await Assert.That(row.GetProperty("date").GetString()!.Length).IsEqualTo(10);
            await Assert.That(ErrorShape.Instant().IsMatch(row.GetProperty("created_at").GetString()!)).IsTrue();
        }

        await Assert.That(rows[0].GetProperty("transaction_type").GetString()).IsEqualTo("Sell");
        await Assert.That(rows[1].GetProperty("transaction_type").GetString()).IsEqualTo("Buy");
        await Assert.That(rows[0].GetProperty("amount_invested").ValueKind).IsEqualTo(JsonValueKind.Null);
    }

    private static async Task<Caller> WithRowsAsync(int count)
    {
        var user = (await App.SharedAsync()).NewUser();
        for (var i = 0; i < count; i++)
        {
            await user.AddAsync("Buy", "ROW", "1", $"2024-01-{(i % 28) + 1:00}");
        }

        return user;
    }

    private static List<string> Ids(Answer page) =>
        [.. page.Data.GetProperty("transactions").EnumerateArray().Select(row => row.Id())];

    private static string Cursor(Answer page) => page.Data.GetProperty("next_cursor").GetString()!;

    private static (int Count, int Total, bool HasMore) Figures(JsonElement data) =>
        (data.GetProperty("count").GetInt32(), data.GetProperty("total").GetInt32(),
            data.GetProperty("has_more").GetBoolean());
}
