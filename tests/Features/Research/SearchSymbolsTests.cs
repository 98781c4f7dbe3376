using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Features.Research;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Research;

internal sealed class SearchSymbolsTests
{
    // Points by hand from the table: ticker 100 / 75 / 50 or int(30 x similarity) above 0.75, name 60 / 40, -10, +50.
    [Test]
    [Arguments("IBM", "IBM", "International Business Machines", 100)]
    [Arguments("ibm", "IBM", null, 100)]
    [Arguments("TES", "TESLA", "Tesla Inc", 135)] // 75 + 60
    [Arguments("CO", "TSCO.LON", "Tesco PLC", 90)] // 50 + 40
    [Arguments("MICROSOFT", "MSFT", "Microsoft Corporation", 60)]
    [Arguments("APPL", "AAPL", "Apple Inc", 110)] // one letter of four differs: 0.75 is not above 0.75; 60 + 50
    [Arguments("TESCO", "TSCO", null, 24)] // 1 of 5 letters: 30 x 0.8
    [Arguments("VV", "V", "Visa", -10)]
    [Arguments("V", "V", "Visa", 160)]
    [Arguments("GOOG", "GOOGL", "Alphabet Inc", 125)] // 75 + 50
    [Arguments("XYZ", "IBM", "International", 0)]
    public async Task Points_follow_the_table(string words, string ticker, string? name, int expected) =>
        await Assert.That(SymbolRelevance.Of(words, ticker, name)).IsEqualTo(expected);

    [Test]
    public async Task A_blank_search_finds_nothing_and_asks_nobody()
    {
        var provider = new ScriptedProvider();
        await using var app = await ResearchApp.StartAsync(provider);
        var answer = await app.NewUser().V1.GetAsync("/api/symbol_search?q=%20%20");

        await Assert.That((answer.Status, answer.Json.GetProperty("ok").GetBoolean())).IsEqualTo((200, true));
        await Assert.That(answer.Json.GetProperty("results").GetArrayLength()).IsEqualTo(0);
        await Assert.That(provider.Queries).IsEmpty();
    }

    [Test]
    public async Task What_is_known_here_comes_first_once_and_is_found_without_the_provider()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();
        await user.GetAsync("/api/quote/TSCO.LON");

        var both = (await user.GetAsync("/api/symbol_search?q=Tesco")).Data;
        provider.Answer = _ => ScriptedProvider.Quota;
        var alone = await user.GetAsync("/api/symbol_search?q=tesc");
        var nothing = await user.GetAsync("/api/symbol_search?q=other");

        // Both are called Tesco PLC; the one in London is known here, since its quote was shown.
        await Assert.That(string.Join(' ', both.GetProperty("results").EnumerateArray()
            .Select(hit => $"{hit.GetProperty("symbol")}:{hit.GetProperty("source")}")))
            .IsEqualTo("TSCO.LON:cache TSCDY:alpha_vantage");
        await Assert.That(alone.Status).IsEqualTo(200);
        await Assert.That(alone.Data.GetProperty("results")[0].GetProperty("symbol").GetString()).IsEqualTo("TSCO.LON");
        await Assert.That(nothing.Status).IsEqualTo(503);
    }

    [Test]
    public async Task With_the_list_of_listings_here_a_search_that_it_answers_costs_no_call()
    {
        const string listings = """
            symbol,name,exchange,assetType,ipoDate,delistingDate,status
            TSCO,Tractor Supply Co,NASDAQ,Stock,1994-02-18,null,Active
            NA,Nano Labs Ltd,NASDAQ,Stock,2022-07-12,null,Active
            TRAC,,NYSE,Stock,2022-07-12,null,Active
            """;
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "LISTING_STATUS" ? listings : ResearchApp.Script(query),
        };
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();
        var refresher = app.Services.GetRequiredService<MarketRefresher>();
        await refresher.AskForListingsAsync(default);
        await Wait.UntilAsync(() => Task.FromResult(refresher.Waiting == 0));
        await refresher.AskForListingsAsync(default);

        var known = await user.GetAsync("/api/symbol_search?q=tractor");
        await user.GetAsync("/api/symbol_search?q=tesco");

        await Assert.That(known.Data.GetProperty("results").EnumerateArray().Single().ToString()).Contains("\"TSCO\"");
        await Assert.That(known.Data.GetProperty("results")[0].GetProperty("currency").GetString()).IsEqualTo("USD");
        await Assert.That(string.Join(' ', provider.Queries.Select(query => query.Function)))
            .IsEqualTo("LISTING_STATUS SYMBOL_SEARCH");
    }

    [Test]
    public async Task Words_with_a_control_character_are_refused_with_that_rule()
    {
        var answer = await (await ResearchApp.SharedAsync()).NewUser().GetAsync("/api/symbol_search?q=a%00b");

        await Assert.That((answer.Status, answer.Json.GetProperty("message").GetString()!.Contains("control")))
            .IsEqualTo((422, true));
    }

    [Test]
    public async Task The_results_are_cut_to_the_limit_and_the_total_is_not()
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        var data = (await user.GetAsync("/api/symbol_search?q=tesco&limit=1")).Data;

        await Assert.That((data.GetProperty("results").GetArrayLength(), data.GetProperty("total").GetInt32()))
            .IsEqualTo((1, 2));
    }

    [Test]
    public async Task Wildcards_in_the_words_are_letters()
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        await user.GetAsync("/api/quote/TSCO.LON");
        var data = (await user.GetAsync("/api/symbol_search?q=%25")).Data;

        await Assert.That(data.GetProperty("total").GetInt32()).IsEqualTo(0);
    }
}
