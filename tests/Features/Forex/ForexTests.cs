using PortfolioTracker.Features.Forex;
using PortfolioTracker.Tests.Contract;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Forex;

internal sealed class ForexTests
{
    [Test]
    [Arguments("get-rate", "GET", "/api/forex/rate?from_currency=eur&to_currency=USD&date=2026-05-15")]
    [Arguments("get-latest-rate", "GET", "/api/forex/latest?from_currency=EUR&to_currency=JPY")]
    [Arguments("convert-amount", "POST",
        "/api/forex/convert?amount=10.5&from_currency=EUR&to_currency=USD&date=2026-05-15")]
    [Arguments("get-rate-history", "GET",
        "/api/forex/history?from_currency=EUR&to_currency=JPY&start_date=2026-05-01&end_date=2026-05-16")]
    public async Task An_answer_has_the_shape_that_clients_rely_on(string name, string method, string path)
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();

        var (current, legacy) = (
            await user.SendAsync(new HttpMethod(method), path), await user.V1.SendAsync(new HttpMethod(method), path));

        await Assert.That((current.Status, legacy.Status)).IsEqualTo((200, 200));
        await GoldenBody.CheckAsync($"{name}.v2.json", current.Json);
        await GoldenBody.CheckAsync($"{name}.v1.json", legacy.Json);
    }

    // EUR/USD 1.25, USD/JPY 160, GBP/USD 1.6 on Friday: 1.25 x 160, 1.25 / 1.6, and pence as hundredths.
    [Test]
    [Arguments("EUR", "JPY", 200)]
    [Arguments("EUR", "GBP", 0.78125)]
    [Arguments("USD", "EUR", 0.8)]
    [Arguments("GBX", "USD", 0.016)]
    [Arguments("USD", "GBX", 62.5)]
    [Arguments("GBX", "GBP", 0.01)]
    [Arguments("GBP", "gbx", 100)]
    [Arguments("GBp", "GBP", 0.01)]
    [Arguments("CHF", "CHF", 1)]
    public async Task A_rate_is_direct_or_inverse_or_crossed_and_pence_are_hundredths(
        string from, string to, double expected)
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        var data = (await user.GetAsync($"/api/forex/latest?from_currency={from}&to_currency={to}")).Data;

        await Assert.That(data.GetProperty("rate").GetDecimal()).IsEqualTo((decimal)expected);
        await Assert.That(Math.Abs((data.GetProperty("inverse_rate").GetDecimal() * (decimal)expected) - 1))
            .IsLessThan(1e-8m);
    }

    [Test]
    [Arguments("2026-05-15", 1.25, "2026-05-15", false)]
    [Arguments("2026-05-16", 1.25, "2026-05-15", false)]
    [Arguments("2026-05-08", 1.1, "2026-05-01", false)]
    [Arguments("2026-05-09", 1.1, "2026-05-01", true)] // eight days old
    public async Task The_last_rate_on_or_before_the_day_counts_and_is_marked_after_a_week(
        string day, double rate, string of, bool isStale)
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        var data = (await user.GetAsync($"/api/forex/rate?from_currency=EUR&to_currency=USD&date={day}")).Data;

        await Assert.That((data.GetProperty("rate").GetDecimal(), data.GetProperty("rate_date").GetString(),
            data.GetProperty("is_stale").GetBoolean())).IsEqualTo(((decimal)rate, of, isStale));
    }

    [Test]
    [Arguments("/api/forex/rate?from_currency=EU&to_currency=USD", 400, "Currency codes must be 3 letters")]
    [Arguments("/api/forex/rate?from_currency=EUR&to_currency=U5D", 400, "Currency codes must be 3 letters")]
    [Arguments("/api/forex/rate?from_currency=EUR&to_currency=ZZZ", 404, "ZZZ")]
    [Arguments("/api/forex/rate?from_currency=EUR", 422, "to_currency")]
    [Arguments(
        "/api/forex/rate?from_currency=EUR&to_currency=USD&date=1.5.2026", 400, "Invalid date format. Use YYYY-MM-DD")]
    [Arguments("/api/forex/rate?from_currency=EUR&to_currency=USD&date=2027-01-01", 422, "future")]
    [Arguments("/api/forex/rate?from_currency=EUR&to_currency=USD&date=2026-04-01", 404, "not known")]
    [Arguments("/api/forex/latest?from_currency=USD&to_currency=VND", 404, "not known")]
    [Arguments("/api/forex/history?from_currency=EUR&to_currency=USD&start_date=2026-05-15&end_date=2026-05-01", 422,
        "start_date")]
    public async Task What_is_no_rate_is_refused_and_never_one(string path, int status, string reason)
    {
        var answer = await (await ResearchApp.SharedAsync()).NewUser().V1.GetAsync(path);

        await Assert.That(answer.Status).IsEqualTo(status);
        await Assert.That(answer.Json.GetProperty("detail").GetString()!).Contains(reason);
        await Assert.That(answer.Json.TryGetProperty("rate", out _)).IsFalse();
    }

    [Test]
    [Arguments("start_date=2027-01-01", 422, "start_date")]
    [Arguments("end_date=2027-01-01", 422, "end_date")]
    [Arguments("end_date=May", 400, "end_date")]
    [Arguments("start_date=May", 400, "start_date")]
    public async Task A_refused_day_of_the_history_is_named(string query, int status, string name)
    {
        var answer = await (await ResearchApp.SharedAsync()).NewUser()
            .GetAsync($"/api/forex/history?from_currency=EUR&to_currency=USD&{query}");

        await Assert.That((answer.Status, answer.Json.GetProperty("details")[0].GetProperty("field").GetString()))
            .IsEqualTo((status, $"query.{name}"));
    }

    [Test]
    [Arguments("amount=-1", 400, "Amount must be positive")]
    [Arguments("amount=1e30", 422, "amount")]
    [Arguments("amount=1,5", 422, "amount")]
    [Arguments("", 422, "amount is required")]
    public async Task What_is_no_amount_is_refused(string amount, int status, string reason)
    {
        var answer = await (await ResearchApp.SharedAsync()).NewUser()
            .PostAsync($"/api/forex/convert?from_currency=EUR&to_currency=USD&{amount}", null);

        await Assert.That((answer.Status, answer.Json.GetProperty("message").GetString()!.Contains(reason)))
            .IsEqualTo((status, true));
    }

    [Test]
    public async Task Nothing_is_worth_nothing_and_an_empty_body_is_accepted()
    {
        var answer = await (await ResearchApp.SharedAsync()).NewUser()
            .PostAsync("/api/forex/convert?amount=0&from_currency=EUR&to_currency=USD", "");

        await Assert.That(answer.Data.GetProperty("converted_amount").GetDecimal()).IsEqualTo(0m);
    }

    [Test]
    public async Task The_rate_of_a_day_before_the_last_working_day_is_a_fallback()
    {
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "FX_DAILY" ? ScriptedProvider.Bars(("2026-05-14", 1.2m)) : null,
        };
        await using var app = await ResearchApp.StartAsync(provider);
        var data = (await app.NewUser().GetAsync("/api/forex/latest?from_currency=EUR&to_currency=USD")).Data;

        // On Saturday the rate of Thursday: Friday was a working day, which is one day old.
        await Assert.That(data.GetProperty("is_fallback").GetBoolean()).IsFalse();
        ((ShiftedClock)app.Clock).Advance(TimeSpan.FromDays(2));
        data = (await app.NewUser().GetAsync("/api/forex/latest?from_currency=EUR&to_currency=USD")).Data;
        await Assert.That(data.GetProperty("is_fallback").GetBoolean()).IsTrue();
        await Assert.That(data.GetProperty("rate").GetDecimal()).IsEqualTo(1.2m);
    }

    [Test]
    [Arguments("2026-05-15", "2026-05-16", 0)]
    [Arguments("2026-05-15", "2026-05-18", 1)]
    [Arguments("2026-05-14", "2026-05-18", 2)]
    [Arguments("2026-05-04", "2026-05-18", 10)]
    public async Task From_Friday_to_Monday_is_one_working_day(string on, string until, int expected) =>
        await Assert.That(GetLatestRate.WorkingDaysAfter(DateOnly.Parse(on), DateOnly.Parse(until)))
            .IsEqualTo(expected);

    [Test]
    public async Task The_past_comes_from_the_central_bank_without_a_call()
    {
        await using var bank = (await FakeEcb.StartAsync()).With(("2026-05-15", [("USD", 1.25m), ("JPY", 200m)]));
        bank.Files["eurofxref-hist.xml"] = FakeEcb.Xml(
            ("2026-05-15", [("USD", 1.25m), ("JPY", 200m)]), ("2008-09-15", [("USD", 1.4m), ("JPY", 147m)]));
        var provider = new ScriptedProvider();
        await using var app = await ResearchApp.StartAsync(provider, settings: ("ECB_BASE_URL", $"{bank.Address}"));
        var answer = await app.NewUser().GetAsync("/api/forex/rate?from_currency=USD&to_currency=JPY&date=2008-09-16");

        await Assert.That(answer.Data.GetProperty("rate").GetDecimal()).IsEqualTo(105m);
        await Assert.That(answer.Data.GetProperty("rate_date").GetString()).IsEqualTo("2008-09-15");
        await Assert.That(answer.Json.GetProperty("metadata").GetProperty("data_sources")[0].GetString())
            .IsEqualTo("ecb");
        await Assert.That(provider.Queries).IsEmpty();
    }
}
