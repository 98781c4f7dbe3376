using System.IO.Compression;
using System.Net;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.CompletePortfolio;

internal sealed class CompleteDocumentCacheTests
{
    private const string Path = "/api/portfolio/complete";
    private const string Row =
        """{"symbol":"MSFT","transaction_type":"Buy","quantity":1,"price":200,"date":"2023-05-01"}""";

    [Test]
    public async Task A_second_read_is_answered_from_memory_and_a_client_that_holds_it_gets_no_body()
    {
        var user = await SettledAsync();
        var first = await user.GetAsync(Path);

        var again = await user.GetAsync(Path);
        using var conditional = new HttpRequestMessage(HttpMethod.Get, Path);
        conditional.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        var unchanged = await user.SendAsync(conditional);

        await Assert.That(again.Header("X-Cache-Hit")).IsEqualTo("true");
        await Assert.That(again.Json.GetProperty("metadata").GetProperty("cache_hit").GetBoolean()).IsTrue();
        await Assert.That(again.Header("ETag")).IsEqualTo(first.Header("ETag"));
        await Assert.That(unchanged.Status).IsEqualTo(304);
        await Assert.That(unchanged.Text).IsEqualTo("");
    }

    [Test]
    public async Task A_write_is_seen_by_the_very_next_read()
    {
        var user = await SettledAsync();
        var before = await user.GetAsync(Path);

        await user.PostAsync("/api/transactions", Row);
        var after = await user.GetAsync(Path);

        await Assert.That(after.Header("ETag")).IsNotEqualTo(before.Header("ETag"));
        await Assert.That(after.Data.GetProperty("transactions_summary").GetProperty("total_transactions").GetInt32())
            .IsEqualTo(6);
    }

    [Test]
    public async Task Undoing_a_write_restores_the_document_byte_for_byte()
    {
        var user = await SettledAsync();
        var before = (await user.GetAsync(Path)).Data.GetRawText();
        var first = (await user.GetAsync("/api/transactions")).Data.GetProperty("transactions")
            .EnumerateArray().Last();

        var added = await user.AddAsync("Sell", "KO", "2", "2024-05-13");
        var edited = await user.PutAsync($"/api/transactions/{first.Id()}",
            first.GetRawText().Replace("\"quantity\":10", "\"quantity\":12.5", StringComparison.Ordinal));
        var written = (await user.GetAsync(Path)).Data.GetRawText();
        await user.PutAsync($"/api/transactions/{first.Id()}", first.GetRawText());
        await user.DeleteAsync($"/api/transactions/{added.Id()}");
        var undone = (await user.GetAsync(Path)).Data.GetRawText();

        await Assert.That(edited.Status).IsEqualTo(200).Because(edited.Text);
        await Assert.That(written).IsNotEqualTo(before);
        await Assert.That(undone).IsEqualTo(before);
    }

    [Test]
    public async Task Force_refresh_builds_anew()
    {
        var user = await SettledAsync();
        await user.GetAsync(Path);

        var forced = await user.GetAsync(Path + "?force_refresh=true");

        await Assert.That(forced.Header("X-Cache-Hit")).IsEqualTo("false");
    }

    [Test]
    public async Task What_one_user_holds_never_answers_for_another()
    {
        var app = await App.SharedAsync();
        var (one, other) = (app.NewUser(), app.NewUser());
        var held = (await one.GetAsync(Path)).Header("ETag");

        using var foreign = new HttpRequestMessage(HttpMethod.Get, Path);
        foreign.Headers.TryAddWithoutValidation("If-None-Match", held);
        var answer = await other.SendAsync(foreign);

        // Both portfolios are empty and alike to the letter; still they are not the same document.
        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Header("ETag")).IsNotEqualTo(held);
    }

    [Test]
    public async Task Twenty_users_reading_and_writing_at_once_each_see_their_own_ledger_alone()
    {
        var app = await App.SharedAsync();
        var users = Enumerable.Range(1, 20).Select(number => (Number: number, Caller: app.NewUser())).ToArray();

        var seen = await Task.WhenAll(users.Select(async user =>
        {
            var counts = new List<(int Expected, int Seen)>();
            for (var written = 1; written <= 5; written++)
            {
                await user.Caller.PostAsync("/api/transactions",
                    $$"""
                    {"symbol":"IBM","transaction_type":"Buy","quantity":{{user.Number}},"price":1,"date":"2023-05-01"}
                    """);
                var rows = (await user.Caller.GetAsync(Path))
                    .Data.GetProperty("portfolio_data").GetProperty("holdings");
                counts.Add((written * user.Number, rows[0].GetProperty("quantity").GetInt32()));
            }

            return counts;
        }));

        foreach (var (expected, quantity) in seen.SelectMany(counts => counts))
        {
            await Assert.That(quantity).IsEqualTo(expected);
        }
    }

    [Test]
    [Arguments("br")]
    [Arguments("gzip")]
    public async Task A_compressed_answer_holds_the_same_document(string coding)
    {
        var app = await App.SharedAsync();
        var user = await SettledAsync();
        var plain = await user.GetAsync(Path);

        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {user.Token}");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
        using var answer = await app.Http.SendAsync(request);

        await Assert.That(answer.StatusCode).IsEqualTo(HttpStatusCode.OK);
        await Assert.That(answer.Content.Headers.ContentEncoding.Single()).IsEqualTo(coding);
        await using var packed = await answer.Content.ReadAsStreamAsync();
        await using Stream unpacked = coding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        var document = System.Text.Json.JsonDocument.Parse(await text.ReadToEndAsync());
        await Assert.That(document.RootElement.GetProperty("data").GetRawText()).IsEqualTo(plain.Data.GetRawText());
    }

    private static async Task<Caller> SettledAsync()
    {
        var user = await Investor.OfAsync(App.SharedAsync());
        await Investor.SettledAsync(user);
        return user;
    }
}
