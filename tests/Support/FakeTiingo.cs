using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PortfolioTracker.Tests.Support;

/// <param name="Ticker">As it stands in the path.</param>
internal sealed record TiingoQuery(string Ticker, string? StartDate, string? Authorization, string Address);

/// <summary>A server that stands in for Tiingo, with answers made by hand.</summary>
internal sealed class FakeTiingo : LocalServer
{
    public const string HourSpent = "Error: You have run over your hourly request allocation.";
    public const string MonthSpent = "You have run over your 500 symbol look up for this month.";

    private FakeTiingo()
    {
    }

    public ConcurrentQueue<TiingoQuery> Queries { get; } = new();

    /// <summary>What is answered to a question: a status and a body.</summary>
    public Func<TiingoQuery, (int Status, string Body)> Answer { get; set; } =
        _ => (404, """{"detail":"Not found."}""");

    /// <summary>One of <see cref="ProviderMischief.Names"/>.</summary>
    public string Mode { get; set; } = ProviderMischief.None;

    public static async Task<FakeTiingo> StartAsync()
    {
        var tiingo = new FakeTiingo();
        await tiingo.ListenAsync();
        return tiingo;
    }

    public static (int Status, string Body) Days(params (string Day, decimal Close, decimal SplitFactor)[] days) =>
        (200, "[" + string.Join(',', days.Select(day => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"date":"{{day.Day}}T00:00:00.000Z","close":{{day.Close}},"high":{{day.Close}},"low":{{day.Close}},
            "open":{{day.Close}},"volume":1000,"adjClose":1.5,"divCash":0.0,"splitFactor":{{day.SplitFactor}}}
            """))) + "]");

    protected override async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var query = new TiingoQuery(
            request.Path.Value!.Replace("/tiingo/daily/", "").Replace("/prices", ""),
            request.Query["startDate"],
            request.Headers.Authorization,
            request.Path + request.QueryString);
        Queries.Enqueue(query);
        (context.Response.StatusCode, var body) = Answer(query);
        await ProviderMischief.AnswerAsync(Mode, context, Encoding.UTF8.GetBytes(body));
    }
}
