using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <param name="ExOn">yyyy-MM-dd.</param>
internal sealed record Announced(string ExOn, string? PayOn, decimal Amount);

/// <summary>A symbol of its own with announced dividends, and a user who has seen nothing yet.</summary>
internal sealed record DividendStage(App App, Caller User, string Symbol)
{
    private const string Root = "/api/analytics/dividends";

    private static int made;

    public static async Task<DividendStage> NewAsync(params Announced[] events) =>
        await NewAsync(await App.SharedAsync(), events);

    public static Task<DividendStage> NewAsync(App app, params Announced[] events) =>
        NewAsync(app, $"ZQ{Interlocked.Increment(ref made)}", events);

    public static async Task<DividendStage> NewAsync(App app, string symbol, params Announced[] events)
    {
        var rows = events.Select(e => string.Create(CultureInfo.InvariantCulture,
            $"('{symbol}', '{e.ExOn}', {(e.PayOn is null ? "null" : $"'{e.PayOn}'")}, {e.Amount}, 'sandbox', now())"));
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Postgres.ExecuteAsync(admin,
            $"""
            insert into pt.instruments (symbol, name, currency, source, fetched_at)
            values ('{symbol}', 'Zeta {symbol}', 'USD', 'sandbox', now());
            insert into pt.daily_prices (symbol, date, close, source, fetched_at)
            values ('{symbol}', '2022-12-30', 50, 'sandbox', now()), ('{symbol}', current_date, 60, 'sandbox', now());
            """);
        if (events.Length > 0)
        {
            await Postgres.ExecuteAsync(admin,
                "insert into pt.dividends (symbol, ex_date, pay_date, amount, source, fetched_at) values "
                + string.Join(", ", rows));
        }

        app.Services.GetRequiredService<MarketStore>().Forget(symbol);
        return new(app, app.NewUser(), symbol);
    }

    /// <summary>So many new shares for an old one.</summary>
    public async Task SplitAsync(string on, int factor)
    {
        await using var admin = await Postgres.OpenAdminAsync(App.Database);
        await Postgres.ExecuteAsync(admin,
            $"""
            insert into pt.splits (symbol, effective_date, factor, new_shares, old_shares, source, fetched_at)
            values ('{Symbol}', '{on}', {factor}, {factor}, 1, 'sandbox', now())
            """);
        App.Services.GetRequiredService<MarketStore>().Forget(Symbol);
    }

    public Task BuyAsync(string on, decimal quantity) => RecordAsync("Buy", on, quantity);

    public Task SellAsync(string on, decimal quantity) => RecordAsync("Sell", on, quantity);

    public async Task<Guid> RecordAsync(string type, string on, decimal quantity, decimal price = 50)
    {
        var added = await User.PostAsync("/api/transactions", string.Create(CultureInfo.InvariantCulture, $$"""
            {"symbol":"{{Symbol}}","transaction_type":"{{type}}","quantity":{{quantity}},"price":{{price}},
            "date":"{{on}}"}
            """));
        return added.Status == 200
            ? added.Data.GetProperty("transaction").GetProperty("id").GetGuid()
            : throw new InvalidOperationException($"The ledger was refused: {added.Text}");
    }

    /// <summary>The list, the latest payment first.</summary>
    public async Task<List<JsonElement>> ListAsync(string query = "") =>
        [.. (await User.GetAsync(Root + query)).Data.EnumerateArray()];

    public async Task<JsonElement> OnAsync(string exOn) =>
        (await ListAsync()).Single(row => row.GetProperty("ex_date").GetString() == exOn);

    public async Task<string> IdAsync(string exOn) => (await OnAsync(exOn)).GetProperty("id").GetString()!;

    public async Task<JsonElement> SummaryAsync() => (await User.GetAsync(Root + "/summary")).Data;

    public async Task<JsonElement> DocumentAsync() =>
        (await User.GetAsync("/api/portfolio/complete")).Data.GetProperty("dividend_data");

    public Task<Answer> ConfirmAsync(string id, string? body = null, params (string, string)[] headers) =>
        User.PostAsync($"{Root}/confirm?dividend_id={id}", body, headers);

    public Task<Answer> RejectAsync(string id) => User.PostAsync($"{Root}/reject?dividend_id={id}", null);

    public Task<Answer> EditAsync(string id, string body) =>
        User.PostAsync($"{Root}/edit?original_dividend_id={id}", body);

    public Task<Answer> AddAsync(string body, string path = "/add-manual") => User.PostAsync(Root + path, body);

    public async Task<List<JsonElement>> BookingsAsync() =>
        [.. (await User.GetAsync("/api/transactions?type=DIVIDEND")).Data.GetProperty("transactions").EnumerateArray()];

    public static decimal Number(JsonElement row, string name) => row.GetProperty(name).GetDecimal();
}
