using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

/// <summary>Through every door that takes numbers: what is accepted is read back digit for digit, all else is refused.
/// </summary>
internal sealed class EveryNumberTests
{
    private static readonly string[] Fields =
        ["quantity", "price", "commission", "exchange_rate", "amount_invested"];

    private static readonly string[] Literals =
    [
        "0", "-0", "0.0", "-1", "1e2", "1E+2", "100e-2", "0.1", "0.1234567891", "0.12345678912", "0.10000000000000000",
        "1.123456789012345678901234567890123456789", "0.0000000001", "0.00000000001", "1e-10", "1e-11", "1e-400",
        "999999999999999", "999999999999999.9999999999", "999999999999999.99999999999", "1000000000000000",
        "1000000000000000.0000000001", "1e16", "9999999999999999999999999999", "79228162514264337593543950335",
        "79228162514264337593543950336", "1e400", "1e999999999999", "NaN", "Infinity", "0x1f", "01", ".5", "1.", "+1",
        "1_000", "1,5", "\u0661", "\"2.50\"", "\" 2\"", "\"1,5\"", "\"1e1\"", "true", "[1]",
    ];

    [Test]
    [Arguments("alone")]
    [Arguments("in bulk")]
    [Arguments("as a table")]
    public async Task Of_a_transaction(string door)
    {
        // More imports than anybody may send.
        await using var app = await App.StartAsync(new()
        {
            Settings = new() { ["RateLimits__Burst"] = "1000000", ["RateLimits__Import__Burst"] = "1000000" },
        });
        var user = app.NewUser();
        Dictionary<string, string> sent = [];
        var (refused, wrong) = (0, new List<string>());

        foreach (var (field, literal) in Fields.SelectMany(field => Literals.Select(literal => (field, literal))))
        {
            var note = $"{field} {literal}";
            var answer = await SendAsync(user, door, field, literal, note);
            refused += answer.Status is 400 or 422 ? 1 : 0;
            if (answer.Status == 200)
            {
                sent.Add(note, literal);
            }
            else if (answer.Status is not (400 or 422))
            {
                wrong.Add($"{note}: {answer.Status}");
            }
        }

        var ledger = (await user.GetAsync("/api/transactions?limit=1000")).Data.GetProperty("transactions")
            .EnumerateArray().ToDictionary(row => row.GetProperty("notes").GetString()!);
        wrong.AddRange(sent.Where(one => !IsSame(one.Value, ledger[one.Key].GetProperty(one.Key.Split(' ')[0])))
            .Select(one => $"{one.Key} became {ledger[one.Key].GetProperty(one.Key.Split(' ')[0])}"));

        await Assert.That(wrong).IsEmpty();
        await Assert.That(ledger.Count).IsEqualTo(sent.Count).And.IsGreaterThan(50);
        await Assert.That(refused).IsGreaterThan(100);
    }

    [Test]
    public async Task Of_the_watchlist()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/watchlist/KO", null);
        var (accepted, wrong) = (0, new List<string>());

        foreach (var literal in Literals)
        {
            var answer = await user.PutAsync("/api/watchlist/KO", $$"""{"target_price":{{literal}}}""");
            accepted += answer.Status == 200 ? 1 : 0;
            if (answer.Status is not (200 or 400 or 422) || (answer.Status == 200
                && !IsSame(literal, answer.Data.GetProperty("item").GetProperty("target_price"))))
            {
                wrong.Add($"{literal}: {answer.Text}");
            }
        }

        await Assert.That(wrong).IsEmpty();
        await Assert.That(accepted).IsBetween(10, Literals.Length / 2);
    }

    private static Task<Answer> SendAsync(Caller user, string door, string field, string literal, string note)
    {
        var text = JsonEncodedText.Encode(note);
        var row = TradeJson.With(("quantity", "1"), ("price", "1"), ("currency", "\"EUR\""), ("notes", $"\"{text}\""),
            (field, literal));
        return door switch
        {
            "alone" => user.PostAsync("/api/transactions", row),
            "in bulk" => user.PostAsync("/api/transactions/bulk",
                $$"""{"allow_duplicates":true,"transactions":[{{row}}]}"""),
            _ => user.ImportCsvAsync(Table(field, literal, note), "?allow_duplicates=true&unpriced=true"),
        };
    }

    private static string Table(string field, string literal, string note)
    {
        string[] names = [.. Fields, "date", "type", "symbol", "currency", "notes"];
        var cells = names.Select(name => name == field ? literal.Trim('"') : name switch
        {
            "quantity" or "price" => "1",
            "date" => "2024-03-15",
            "type" => "Buy",
            "symbol" => "AAPL",
            "currency" => "EUR",
            "notes" => note.Replace("\"", "\"\"", StringComparison.Ordinal),
            _ => "",
        });
        return $"{string.Join(',', names)}\n{string.Join(',', cells.Select(cell => $"\"{cell}\""))}\n";
    }

    private static bool IsSame(string literal, JsonElement read) =>
        read.ValueKind == JsonValueKind.Number
        && ExactNumber.Of(read.GetRawText()) == ExactNumber.Of(literal.Trim('"').Trim());
}
