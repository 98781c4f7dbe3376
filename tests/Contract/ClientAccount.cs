using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using PortfolioTracker.Infrastructure.MarketData.Sandbox;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>A user of a client, who remembers what the last answers showed, as the screens do.</summary>
internal sealed class ClientAccount(Caller user)
{
    public const int ManyHoldings = 500;

    private readonly Dictionary<string, string> shown = [];

    public Caller User => user;

    /// <summary>Empty; small: a few years in two currencies; large: 500 holdings, most of which have no prices.
    /// </summary>
    public static async Task<ClientAccount> NewAsync(App app, string size) => size switch
    {
        "empty" => new(app.NewUser()),
        "small" => new(await Investor.OfAsync(Task.FromResult(app))),
        _ => new(await LargeAsync(app)),
    };

    /// <summary>Null where the call names something that this account does not have.</summary>
    public async Task<Answer?> SendAsync(ClientCall call)
    {
        var (request, body) = (Filled(call.Request), Filled(call.Body));
        if (request is null)
        {
            return null;
        }

        var parts = request.Split(' ', 2);
        using var message = new HttpRequestMessage(new(parts[0]), parts[1]);
        message.Headers.TryAddWithoutValidation("Origin", "http://localhost:3000");
        if (!call.IsStranger)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {user.Token}");
        }

        if (!call.IsRaw)
        {
            message.Headers.TryAddWithoutValidation("X-API-Version", "v1");
        }

        if (body is not null || call.SaysJson)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? ""));
            message.Content.Headers.ContentType = call.SaysJson ? new MediaTypeHeaderValue("application/json") : null;
        }

        var answer = await (user with { Token = null, Version = null }).SendAsync(message);
        Remember(call, answer);
        return answer;
    }

    private void Remember(ClientCall call, Answer answer)
    {
        if (call.Request == "POST /api/transactions" && answer.Status == 200)
        {
            shown["{transaction}"] = answer.Json.GetProperty("transaction").Id();
        }

        if (call.Request.StartsWith("GET /api/analytics/dividends?", StringComparison.Ordinal)
            && shown.Count == 0 && answer.Status == 200)
        {
            // The buttons are drawn for what is pending, was paid, and had shares.
            var pending = answer.Json.GetProperty("data").EnumerateArray().Where(row =>
                !row.GetProperty("confirmed").GetBoolean() && !row.GetProperty("is_future").GetBoolean()
                && row.GetProperty("shares_held_at_ex_date").GetDecimal() > 0).Reverse().Take(2).ToArray();
            if (pending.Length == 2)
            {
                shown["{dividend}"] = pending[0].Id();
                shown["{ex_date}"] = pending[0].GetProperty("ex_date").GetString()!;
                shown["{dividend2}"] = pending[1].Id();
            }
        }
    }

    private string? Filled(string? text)
    {
        foreach (var name in (string[])["{transaction}", "{dividend}", "{ex_date}", "{dividend2}"])
        {
            if (text is not null && text.Contains(name, StringComparison.Ordinal))
            {
                text = shown.TryGetValue(name, out var value)
                    ? text.Replace(name, value, StringComparison.Ordinal)
                    : null;
            }
        }

        return text;
    }

    /// <summary>Straight into the database: what counts is what is read of it.</summary>
    private static async Task<Caller> LargeAsync(App app)
    {
        var user = app.NewUser();
        var known = SandboxListings.All.Select(listing => listing.Symbol).ToArray();
        string[] symbols = [.. known, .. Enumerable.Range(1, ManyHoldings - known.Length).Select(i => $"UNPRICED{i}")];
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Postgres.ExecuteAsync(admin,
            $"select set_config('request.jwt.claims', '{{\"sub\":\"{user.Id}\"}}', false)");
        await using var insert = new NpgsqlCommand(
            $"""
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
            select '{user.Id}', 'Buy', s.symbol, 1 + s.turn, 10 + s.turn / 7.0, date '2021-01-04' + s.turn::int
            from unnest($1::text[]) with ordinality as s (symbol, turn)
            """, admin);
        insert.Parameters.AddWithValue(symbols);
        await insert.ExecuteNonQueryAsync();
        return user;
    }
}
