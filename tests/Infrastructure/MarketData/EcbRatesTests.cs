using System.Text;
using Microsoft.Extensions.Configuration;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class EcbRatesTests
{
    [Test]
    public async Task Rates_have_the_day_of_the_cube_that_holds_them()
    {
        var rates = await ReadAsync(FakeEcb.Xml(
            ("2026-05-15", [("USD", 1.25m), ("JPY", 160.5m)]), ("2026-05-14", [("USD", 1.2m)])));

        await Assert.That(rates).IsEquivalentTo(
        [
            new EuroRate(new(2026, 5, 15), "USD", 1.25m), new(new(2026, 5, 15), "JPY", 160.5m),
            new(new(2026, 5, 14), "USD", 1.2m),
        ]);
    }

    [Test]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='USD' rate='0'/></Cube></Cube>")]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='USD' rate='-1.2'/></Cube></Cube>")]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='USD' rate='1,2'/></Cube></Cube>")]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='usd2' rate='1.2'/></Cube></Cube>")]
    [Arguments("<Cube><Cube time='15.5.2026'><Cube currency='USD' rate='1.2'/></Cube></Cube>")]
    [Arguments("<Cube><Cube currency='USD' rate='1.2'/></Cube>")]
    public async Task A_rate_that_is_none_spoils_the_answer(string xml) =>
        await Assert.That(async () => await ReadAsync(xml)).Throws<FormatException>();

    [Test]
    public async Task An_entity_is_never_resolved() =>
        await Assert.That(async () => await ReadAsync(
                "<!DOCTYPE x [<!ENTITY e SYSTEM '/etc/passwd'>]><Cube><Cube time='2026-05-15'>&e;</Cube></Cube>"))
            .Throws<FormatException>();

    [Test]
    [Arguments("")]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='USD' rate='1.2'/></Cube>")]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='USD' rate='1.2'/></Cube></Cu")]
    [Arguments("<Cube><Cube time='2026-05-15'><Cube currency='USD' rate=1.2/></Cube></Cube>")]
    [Arguments("<Cube <Cube time='2026-05-15'><Cube currency='USD' rate='1.2'/></Cube></Cube>")]
    public async Task A_file_that_is_cut_off_or_garbled_is_no_answer(string xml) =>
        await Assert.That(async () => await ReadAsync(xml)).Throws<FormatException>();

    [Test]
    [Arguments("eurofxref-daily.xml", 500)]
    [Arguments("eurofxref-daily.xml", 200)]
    public async Task A_server_that_fails_is_an_answer_without_data(string file, int status)
    {
        await using var bank = await FakeEcb.StartAsync();
        if (status == 200)
        {
            bank.Files[file] = "<html>maintenance";
        }

        using var http = new HttpClient { BaseAddress = bank.Address };
        var answer = await new EcbRates(http).AskAsync(EuroPeriod.LastDay, default);

        await Assert.That((answer.Class, answer.Data)).IsEqualTo((AnswerClass.Transport, null));
    }

    [Test]
    [Arguments(null, null, EcbOptions.PublicBaseUrl)]
    [Arguments(null, "http://127.0.0.1:9/query", null)]
    [Arguments("off", null, null)]
    [Arguments("http://127.0.0.1:9/rates", "http://127.0.0.1:9/query", "http://127.0.0.1:9/rates/")]
    public async Task Whoever_redirects_the_provider_has_to_say_where_the_bank_is(
        string? own, string? provider, string? expected)
    {
        var options = new EcbOptions();
        options.Read(new ConfigurationBuilder().AddInMemoryCollection(
            [new("ECB_BASE_URL", own), new("ALPHA_VANTAGE_BASE_URL", provider)]).Build());

        await Assert.That(options.BaseUrl).IsEqualTo(expected);
    }

    [Test]
    [Arguments("http://example.com/", false)]
    [Arguments("https://example.com/rates/", true)]
    [Arguments("nonsense", false)]
    public async Task The_bank_is_only_asked_over_https_or_on_this_machine(string url, bool isValid) =>
        await Assert.That(new EcbOptionsValidator().Validate(null, new() { BaseUrl = url }).Succeeded)
            .IsEqualTo(isValid);

    private static async Task<IReadOnlyList<EuroRate>> ReadAsync(string xml)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await EcbRates.ReadAsync(body, default);
    }
}
