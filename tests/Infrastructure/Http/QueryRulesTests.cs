using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class QueryRulesTests
{
    [Test]
    [Arguments("true", true)]
    [Arguments("1", true)]
    [Arguments("Yes", true)]
    [Arguments("on", true)]
    [Arguments("FALSE", false)]
    [Arguments("0", false)]
    [Arguments("no", false)]
    [Arguments("off", false)]
    public async Task Truth_is_written_in_four_ways(string text, bool value)
    {
        var query = new QueryRules();

        await Assert.That(query.Bool("flag", text, byDefault: !value)).IsEqualTo(value);
        await Assert.That(query.Problems).IsEmpty();
    }

    [Test]
    [Arguments(null)]
    [Arguments("")]
    public async Task What_is_absent_or_empty_takes_its_default(string? text)
    {
        var query = new QueryRules();

        await Assert.That(query.Bool("a", text, byDefault: true)).IsTrue();
        await Assert.That(query.Int("b", text, 7, 1, 9)).IsEqualTo(7);
        await Assert.That(query.Day("c", text)).IsNull();
        await Assert.That(query.OneOf("d", text, "Buy")).IsNull();
        await Assert.That(query.Symbol("e", text)).IsNull();
        await Assert.That(query.Problems).IsEmpty();
    }

    [Test]
    [Arguments("maybe")]
    [Arguments("2")]
    [Arguments("true ")]
    public async Task A_truth_that_is_none_is_a_problem_of_its_parameter(string text)
    {
        var query = new QueryRules();

        query.Bool("flag", text, byDefault: true);

        await Assert.That(query.Problems.Single().Field).IsEqualTo("query.flag");
        await Assert.That(query.Problems.Single().Message).IsEqualTo("flag must be true or false.");
    }

    [Test]
    [Arguments("0")]
    [Arguments("10")]
    [Arguments("1.5")]
    [Arguments("1e1")]
    [Arguments(" 5")]
    [Arguments("99999999999")]
    [Arguments("٣")]
    public async Task A_number_outside_its_range_is_a_problem(string text)
    {
        var query = new QueryRules();

        await Assert.That(query.Int("limit", text, 7, 1, 9)).IsEqualTo(7);
        await Assert.That(query.Problems.Single().Message).IsEqualTo("limit must be a whole number from 1 to 9.");
    }

    [Test]
    [Arguments("2024-02-30")]
    [Arguments("2024-2-3")]
    [Arguments("2024-02-03T00:00:00Z")]
    [Arguments("20240203")]
    [Arguments("2024-02-03\n")]
    public async Task A_day_is_written_in_one_way(string text)
    {
        var query = new QueryRules();

        await Assert.That(query.Day("from", text)).IsNull();
        await Assert.That(query.Problems.Single().Field).IsEqualTo("query.from");
    }

    [Test]
    [Arguments("aapl", "AAPL")]
    [Arguments("brk-b", "BRK-B")]
    [Arguments("^gspc", "^GSPC")]
    [Arguments("eurusd=x", "EURUSD=X")]
    [Arguments("0700.hkg", "0700.HKG")]
    public async Task A_symbol_is_upper_cased(string text, string symbol)
    {
        var query = new QueryRules();

        await Assert.That(query.Symbol("symbol", text)).IsEqualTo(symbol);
        await Assert.That(query.Problems).IsEmpty();
    }

    [Test]
    [Arguments("AAPL\n")]
    [Arguments("A B")]
    [Arguments("A&apikey=x")]
    [Arguments("../A")]
    [Arguments("ÄÖ")]
    [Arguments("ABCDEFGHIJKLMNOPQRSTU")]
    [Arguments("\0")]
    public async Task A_symbol_holds_no_other_characters(string text)
    {
        var query = new QueryRules();

        await Assert.That(query.Symbol("symbol", text)).IsNull();
        await Assert.That(query.Problems.Single().Field).IsEqualTo("query.symbol");
    }
}
