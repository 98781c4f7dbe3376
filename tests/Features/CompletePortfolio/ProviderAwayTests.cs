using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.CompletePortfolio;

/// <summary>The document on recorded answers of the real provider, and on a provider that is down, limited or lying.
/// </summary>
internal sealed class ProviderAwayTests
{
    private const string Path = "/api/portfolio/complete";
    private const string Ibm =
        """{"symbol":"IBM","transaction_type":"Buy","quantity":10,"price":230,"date":"2026-01-05"}""";

    [Test]
    public async Task The_prices_of_the_document_are_those_that_the_provider_gave()
    {
        var recorded = Closes(SharedFiles.PathOrSkip(
            "alphavantage", "TIME_SERIES_DAILY", "ibm_compact_2026-05-15.csv"));
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        await using var app = await StartAsync(provider.Address);
        var user = app.NewUser();
        await user.PostAsync("/api/transactions", Ibm);
        await Wait.UntilAsync(async () => Price(await user.GetAsync(Path), "IBM") is not null);

        foreach (var day in (string[])["2026-05-15", "2026-05-14", "2026-03-31"])
        {
            var document = await user.GetAsync($"{Path}?as_of={day}&benchmark=IBM");

            await Assert.That(Price(document, "IBM")).IsEqualTo(recorded[day]);
            await Assert.That(Row(document, "IBM").GetProperty("price_date").GetString()).IsEqualTo(day);
            await Assert.That(document.Json.GetProperty("metadata").GetProperty("performance_metadata")
                .GetProperty("data_sources").ToString()).Contains("alpha_vantage");
        }
    }

    [Test]
    [Arguments("note-daily")]
    [Arguments("html")]
    [Arguments("empty-object")]
    [Arguments("truncated")]
    [Arguments("reset")]
    public async Task A_provider_that_gives_nothing_leaves_a_whole_document_that_says_what_is_missing(string mode)
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        provider.Mode = mode;
        await using var app = await StartAsync(provider.Address);
        var user = app.NewUser();

        var added = await user.PostAsync("/api/transactions", Ibm);
        var answer = await user.GetAsync(Path);

        await Assert.That(added.Status).IsEqualTo(200);
        await Assert.That(answer.Status).IsEqualTo(200);
        var row = Row(answer, "IBM");
        await Assert.That(row.GetProperty("current_price").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(row.GetProperty("current_value").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(row.GetProperty("price_status").GetString()).IsEqualTo("missing");
        await Assert.That(row.GetProperty("total_cost").GetDecimal()).IsEqualTo(2300m);
        var metadata = answer.Json.GetProperty("metadata");
        await Assert.That(metadata.GetProperty("data_completeness").GetDecimal()).IsLessThan(100m);
        await Assert.That(metadata.GetProperty("missing").EnumerateArray().Any(part =>
            part.GetProperty("symbol").GetString() == "IBM" && part.GetProperty("what").GetString() == "price"))
            .IsTrue();
    }

    [Test]
    public async Task Prices_that_are_known_go_on_being_used_when_the_provider_is_gone_and_are_said_to_be_old()
    {
        var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        await using var app = await StartAsync(provider.Address);
        var user = app.NewUser();
        await user.PostAsync("/api/transactions", Ibm);
        await Wait.UntilAsync(async () => Price(await user.GetAsync(Path), "IBM") is not null);

        await provider.DisposeAsync();
        var answer = await user.GetAsync(Path + "?force_refresh=true");

        // The recording ends on 2026-05-15, long before any day on which this runs.
        await Assert.That(Price(answer, "IBM")).IsEqualTo(219.3m);
        await Assert.That(Row(answer, "IBM").GetProperty("price_status").GetString()).IsEqualTo("stale");
        await Assert.That(Row(answer, "IBM").GetProperty("price_date").GetString()).IsEqualTo("2026-05-15");
        await Assert.That(answer.Json.GetProperty("metadata").GetProperty("missing").EnumerateArray()
            .Any(part => part.GetProperty("what").GetString() == "fresh_price")).IsTrue();
    }

    private static Task<App> StartAsync(Uri provider) => App.StartAsync(new()
    {
        Settings = new()
        {
            ["ALPHA_VANTAGE_API_KEY"] = "KEYOFTHETESTS123",
            ["ALPHA_VANTAGE_BASE_URL"] = new Uri(provider, "query").ToString(),
            ["ALPHA_VANTAGE_REQUESTS_PER_SECOND"] = "100",
        },
    });

    private static Dictionary<string, decimal> Closes(string file) => File.ReadLines(file).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => cells[0], cells =>
            decimal.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture));

    private static JsonElement Row(Answer answer, string symbol) => answer.Data.GetProperty("portfolio_data")
        .GetProperty("holdings").EnumerateArray().Single(row => row.GetProperty("symbol").GetString() == symbol);

    private static decimal? Price(Answer answer, string symbol) =>
        Row(answer, symbol).GetProperty("current_price") is { ValueKind: JsonValueKind.Number } price
            ? price.GetDecimal()
            : null;
}
