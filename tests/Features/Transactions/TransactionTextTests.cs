using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

/// <summary>Symbols, days and notes that are accepted, and what is kept of them.</summary>
internal sealed class TransactionTextTests
{
    private const string Path = "/api/transactions";

    [Test]
    [Arguments("symbol", "\"brk-b\"", "BRK-B")]
    [Arguments("symbol", "\" aapl \"", "AAPL")]
    [Arguments("symbol", "\"^GSPC\"", "^GSPC")]
    [Arguments("symbol", "\"EURUSD=X\"", "EURUSD=X")]
    [Arguments("symbol", "\"0700.HKG\"", "0700.HKG")]
    [Arguments("symbol", "\"ABCDEFGHIJKLMNOPQRST\"", "ABCDEFGHIJKLMNOPQRST")]
    [Arguments("currency", "\" usd \"", "USD")]
    [Arguments("currency", "\"chf\"", "CHF")]
    [Arguments("currency", "null", "USD")]
    [Arguments("date", "\"1970-01-01\"", "1970-01-01")]
    [Arguments("date", "\"2024-02-29\"", "2024-02-29")]
    [Arguments("date", "\"2024-03-15T23:59:59-12:00\"", "2024-03-15")]
    [Arguments("date", "\"2024-03-15T00:00:00+14:00\"", "2024-03-15")]
    [Arguments("date", "\"2024-03-10T02:30:00.000Z\"", "2024-03-10")]
    [Arguments("notes", "null", null)]
    [Arguments("notes", "\"\"", null)]
    [Arguments("notes", "\"   \"", null)]
    [Arguments("notes", "\" \\n x \\n \"", "x")]
    [Arguments("notes", "\"a\\nb\\r\\nc\"", "a\nb\r\nc")]
    [Arguments("notes", "\"e\\u0301\"", "\u00e9")]
    [Arguments("notes", "\"\\uAC00 \\u1100\\u1161\"", "\uAC00 \uAC00")]
    [Arguments("notes", "\"\\ud83d\\ude00\"", "\U0001F600")]
    [Arguments("notes", "\"\\uFFFD\"", "\uFFFD")]
    [Arguments("notes", "\"\\u200Fright\\u200E\"", "\u200Fright\u200E")]
    public async Task Text_is_kept_in_one_form(string field, string value, string? kept)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With((field, value)));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        var listed = (await user.GetAsync(Path)).Data.GetProperty("transactions")[0];
        await Assert.That(listed.GetProperty(field).GetString()).IsEqualTo(kept);
    }

    [Test]
    [Arguments("x", 500, 200)]
    [Arguments("x", 501, 422)]
    [Arguments("😀", 500, 200)]
    [Arguments("😀", 501, 422)]
    [Arguments("e\u0301", 250, 200)]
    [Arguments("e\u0301", 251, 422)]
    // One character that the composed form takes apart into two.
    [Arguments("\u0958", 250, 200)]
    [Arguments("\u0958", 251, 422)]
    public async Task Notes_have_at_most_500_characters_as_typed_and_as_kept(string character, int times, int status)
    {
        var user = (await App.SharedAsync()).NewUser();
        var notes = string.Concat(Enumerable.Repeat(character, times));

        var answer = await user.PostAsync(Path, TradeJson.With(("notes", $"\"{notes}\"")));

        await Assert.That(answer.Status).IsEqualTo(status).Because(answer.Text);
        await Assert.That(status == 200 || ErrorShape.Fields(answer).Single() == "notes").IsTrue();
    }

    [Test]
    [Arguments("2026-03-04T09:59:59Z", "2026-03-04", true)]
    [Arguments("2026-03-04T09:59:59Z", "2026-03-05", false)]
    [Arguments("2026-03-04T10:00:00Z", "2026-03-05", true)]
    [Arguments("2026-03-04T10:00:00Z", "2026-03-06", false)]
    [Arguments("2026-03-04T23:59:59Z", "2026-03-05", true)]
    [Arguments("2026-03-04T23:59:59Z", "2026-03-06", false)]
    public async Task A_day_is_past_once_it_has_begun_anywhere_on_earth(string now, string date, bool isPast)
    {
        // The first place to begin a day is fourteen hours ahead of UTC.
        var clock = new MovableClock(DateTimeOffset.Parse(now, null));
        await using var app = await App.StartAsync(new() { Clock = clock });
        var user = app.NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("date", $"\"{date}\"")));

        await Assert.That(answer.Status).IsEqualTo(isPast ? 200 : 422).Because(answer.Text);
        await Assert.That(isPast || ErrorShape.Fields(answer).Single() == "date").IsTrue();
    }
}
