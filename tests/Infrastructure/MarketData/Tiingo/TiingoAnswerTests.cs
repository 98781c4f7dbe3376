using System.Net;
using System.Text;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Tiingo;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Tiingo;

internal sealed class TiingoAnswerTests
{
    private static readonly DateOnly Latest = new(2026, 5, 18);

    private static Answer<IReadOnlyList<TiingoDay>> Read(string body, int status = 200) =>
        TiingoAnswer.Read((HttpStatusCode)status, Encoding.UTF8.GetBytes(body), Latest);

    [Test]
    public async Task Days_are_read_exactly_ascending_and_on_the_day_of_the_exchange()
    {
        var answer = Read(
            """
            [{"date":"2026-05-15T00:00:00.000Z","close":219.3,"high":221.05,"low":218.0,"open":220.1,"volume":3512345,
              "adjClose":218.1,"divCash":1.68,"splitFactor":1.0},
             {"date":"2026-05-14T00:00:00.000Z","close":0.123456789012,"volume":null,"open":null,"splitFactor":4.0}]
            """);

        await Assert.That(answer.Class).IsEqualTo(AnswerClass.Data);
        await Assert.That(answer.Data!.Count).IsEqualTo(2);
        await Assert.That(answer.Data[1]).IsEqualTo(
            new TiingoDay(new(new(2026, 5, 15), 220.1m, 221.05m, 218.0m, 219.3m, 3_512_345), 1m));

        // What is left out stands at the close, and a volume at nothing.
        const decimal Close = 0.123456789012m;
        await Assert.That(answer.Data[0]).IsEqualTo(
            new TiingoDay(new(new(2026, 5, 14), Close, Close, Close, Close, 0), 4m));
    }

    [Test]
    [Arguments(200, "[]", AnswerClass.NoData)]
    [Arguments(200, """[{"date":"2026-05-15T00:00:00.000Z","close":null}]""", AnswerClass.NoData)]
    [Arguments(200, """[{"date":"2026-05-15T00:00:00.000Z","close":-1}]""", AnswerClass.NoData)]
    [Arguments(404, """{"detail":"Not found."}""", AnswerClass.BadRequestOrUnknownSymbol)]
    [Arguments(200, "Error: Ticker 'TOKEN' not found", AnswerClass.BadRequestOrUnknownSymbol)]
    [Arguments(401, """{"detail":"Invalid token."}""", AnswerClass.BadKey)]
    [Arguments(200, """{"detail":"Please supply a token"}""", AnswerClass.BadKey)]
    [Arguments(403, "", AnswerClass.BadKey)]
    [Arguments(429, FakeTiingo.HourSpent, AnswerClass.DailyQuota)]
    [Arguments(200, FakeTiingo.HourSpent, AnswerClass.DailyQuota)]
    [Arguments(200, """{"detail":"Error: You have run over your daily request allocation."}""", AnswerClass.DailyQuota)]
    [Arguments(200, FakeTiingo.MonthSpent, AnswerClass.NotEntitled)]
    public async Task An_answer_without_days_is_what_its_words_say(int status, string body, AnswerClass expected) =>
        await Assert.That(Read(body, status).Class).IsEqualTo(expected);

    [Test]
    [Arguments(200, "")]
    [Arguments(200, "<html>a page of a proxy</html>")]
    [Arguments(200, "null")]
    [Arguments(200, "{}")]
    [Arguments(200, """{"detail":5}""")]
    [Arguments(200, "[1,2]")]
    [Arguments(200, "[null]")]
    [Arguments(200, "[[]]")]
    [Arguments(200, """[{"close":5}]""")]
    [Arguments(200, """[{"date":"2026-05-15T00:00:00.000Z","close":5},""")]
    [Arguments(200, """[{"date":"2026","close":5}]""")]
    [Arguments(200, """[{"date":20260515,"close":5}]""")]
    [Arguments(200, """[{"date":"2026-05-19T00:00:00.000Z","close":5}]""")] // after tomorrow
    [Arguments(200, """[{"date":"1066-10-14T00:00:00.000Z","close":5}]""")]
    [Arguments(200, """[{"date":"2026-05-15T00:00:00.000Z","close":1e400}]""")]
    [Arguments(500, """[{"date":"2026-05-15T00:00:00.000Z","close":5}]""")]
    [Arguments(302, "")]
    public async Task What_cannot_be_an_answer_is_a_failure_and_has_no_days(int status, string body)
    {
        var answer = Read(body, status);

        await Assert.That(answer.Class).IsEqualTo(AnswerClass.Transport);
        await Assert.That(answer.Data).IsNull();
    }

    [Test]
    [Arguments("IBM", "IBM")]
    [Arguments("BRK.B", "BRK-B")]
    [Arguments("BF-A", "BF-A")]
    [Arguments("TSCO.LON", null)]
    [Arguments("^GSPC", null)]
    [Arguments("EURUSD=X", null)]
    public async Task A_class_of_shares_has_a_hyphen_and_what_is_listed_elsewhere_is_not_asked_for(
        string symbol, string? ticker) => await Assert.That(TiingoClient.TickerOf(symbol)).IsEqualTo(ticker);
}
