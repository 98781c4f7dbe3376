using System.Text;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class AnswerClassifierTests
{
    private static readonly Dictionary<string, AnswerClass> Refusals = new()
    {
        ["errors/earnings_calendar_quota_notice_as_csv.csv"] = AnswerClass.DailyQuota,
        ["errors/empty_best_matches.json"] = AnswerClass.NoCoverage,
        ["errors/empty_global_quote.json"] = AnswerClass.NoCoverage,
        ["errors/error_message_apikey_invalid.json"] = AnswerClass.BadKey,
        ["errors/error_message_bad_symbol_daily_2019.json"] = AnswerClass.BadRequestOrUnknownSymbol,
        ["errors/information_1_per_second_2026.json"] = AnswerClass.Burst,
        ["errors/information_25_per_day_2024.json"] = AnswerClass.DailyQuota,
        ["errors/information_burst_premium_5rps.json"] = AnswerClass.Burst,
        ["errors/information_demo_key.json"] = AnswerClass.Configuration,
        ["errors/information_detected_key_25_per_day_2025-2026.json"] = AnswerClass.DailyQuota,
        ["errors/information_higher_volume_2018.json"] = AnswerClass.MinuteLimit,
        ["errors/information_news_invalid_inputs.json"] = AnswerClass.NoData,
        ["errors/information_outputsize_full_premium_2026.json"] = AnswerClass.NotEntitled,
        ["errors/information_premium_contact_volume.json"] = AnswerClass.MinuteLimit,
        ["errors/information_premium_endpoint_2023-2026.json"] = AnswerClass.NotEntitled,
        ["errors/note_5min_500day_2018-2023.json"] = AnswerClass.MinuteLimit,

        // Looks like quotes; its message says that they are made up.
        ["REALTIME_BULK_QUOTES/demo_premium_artificial_2026-05-17.json"] = AnswerClass.Artificial,
    };

    [Test]
    public async Task Every_recorded_answer_falls_in_its_class()
    {
        var recordings = new Recordings(RecordedFolder.OrSkip());

        await Assert.That(recordings.All.Count).IsGreaterThanOrEqualTo(91);
        await Assert.That(recordings.All.Count(one => one.IsError)).IsEqualTo(16);
        foreach (var recording in recordings.All)
        {
            var verdict = AnswerClassifier.Classify(recordings.Read(recording));
            await Assert.That($"{recording.File}: {verdict.Class}")
                .IsEqualTo($"{recording.File}: {Refusals.GetValueOrDefault(recording.File, AnswerClass.Data)}");
        }
    }

    [Test]
    [Arguments("", AnswerClass.Transport)]
    [Arguments(" \r\n", AnswerClass.Transport)]
    [Arguments("<html></html>", AnswerClass.Transport)]
    [Arguments("[]", AnswerClass.Transport)]
    [Arguments("Service unavailable", AnswerClass.Transport)]
    [Arguments("1,2\r\n3,4\r\n", AnswerClass.Transport)]
    [Arguments("""{"detail":"Not acceptable"}""", AnswerClass.Transport)]
    [Arguments("""{"Symbol":"IBM","Na""", AnswerClass.Transport)]
    [Arguments("""{"Symbol":"IBM"} trailing""", AnswerClass.Transport)]
    [Arguments("""{"Symbol":"\ud800"}""", AnswerClass.Data)]
    [Arguments("""{"Note":"\ud800"}""", AnswerClass.Transport)]
    [Arguments("""{" error message ":"the APIKEY is wrong"}""", AnswerClass.BadKey)]
    [Arguments("""{"Note":"something new"}""", AnswerClass.UnknownNotice)]
    [Arguments("""{"Information":{"a":1}}""", AnswerClass.UnknownNotice)]
    [Arguments("""{"Information":"This is a premium endpoint. 25 requests per day."}""", AnswerClass.DailyQuota)]
    [Arguments("""{"Information":"25 requests per day, 1 request per second"}""", AnswerClass.Burst)]
    [Arguments("""{"Information":"5 calls per minute and 500 calls per day"}""", AnswerClass.MinuteLimit)]
    [Arguments("{}", AnswerClass.NoCoverage)]
    [Arguments("""{"Global Quote - DATA DELAYED BY 15 MINUTES":{}}""", AnswerClass.NoCoverage)]
    [Arguments("""{"Meta Data":{"2. Symbol":"X"},"Time Series (Daily)":{}}""", AnswerClass.NoCoverage)]
    [Arguments("""{"symbol":"BRK-B","data":[]}""", AnswerClass.Data)]
    [Arguments("""{"endpoint":"x","message":"success","data":[{"a":"1"}]}""", AnswerClass.Data)]
    [Arguments("""{"endpoint":"x","message":"sample","data":[{"a":"1"}]}""", AnswerClass.Artificial)]
    [Arguments("effective_date,split_factor\r\n", AnswerClass.Data)]
    [Arguments("a,b,c\nN,o,t\ne,,\n", AnswerClass.DailyQuota)]
    [Arguments("symbol,price\nF,9\nT,10\n", AnswerClass.Data)]
    public async Task What_a_body_says_decides(string body, AnswerClass expected) =>
        await Assert.That(AnswerClassifier.Classify(Encoding.UTF8.GetBytes(body)).Class).IsEqualTo(expected);

    [Test]
    public async Task A_body_that_is_no_utf8_is_unreadable()
    {
        byte[] latin1 = [.. "{\"Name\":\"Nestl"u8, 0xE9, .. "\"}"u8];

        await Assert.That(AnswerClassifier.Classify(latin1).Class).IsEqualTo(AnswerClass.Transport);
    }
}
