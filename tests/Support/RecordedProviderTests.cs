using System.Net;
using System.Text;

namespace PortfolioTracker.Tests.Support;

internal sealed class RecordedProviderTests
{
    [Test]
    public async Task It_replays_the_newest_recording_of_the_format_asked_for()
    {
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        using var http = new HttpClient { BaseAddress = provider.Address };

        await Assert.That(await http.GetStringAsync("query?function=GLOBAL_QUOTE&symbol=IBM&datatype=csv"))
            .Contains("2026-05-15");
        await Assert.That(await http.GetStringAsync("query?function=GLOBAL_QUOTE&symbol=IBM")).Contains("2020-05-08");
        await Assert.That(await http.GetStringAsync("query?function=DIVIDENDS&symbol=ibm"))
            .StartsWith("ex_dividend_date");
        await Assert.That(await http.GetStringAsync("query?function=OVERVIEW&symbol=IBM")).Contains("OfficialSite");
        await Assert.That(await http.GetStringAsync("query?function=MARKET_STATUS")).Contains("primary_exchanges");
        await Assert.That(await http.GetStringAsync("query?function=OVERVIEW&symbol=NOPE")).IsEqualTo("{}");
    }

    [Test]
    public async Task It_misbehaves_when_told_to_and_refuses_what_it_does_not_know()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        using var http = new HttpClient { BaseAddress = provider.Address };
        using var none = new ByteArrayContent([]);

        var accepted = await http.PostAsync("control?mode=html", none);
        var refused = await http.PostAsync("control?mode=nonsense", none);

        await Assert.That((accepted.StatusCode, refused.StatusCode))
            .IsEqualTo((HttpStatusCode.OK, HttpStatusCode.BadRequest));
        await Assert.That(await http.GetStringAsync("query?function=OVERVIEW&symbol=IBM")).StartsWith("<!doctype");
        await Assert.That(Encoding.UTF8.GetString(await http.GetByteArrayAsync("query"))).StartsWith("<!doctype");
    }
}
