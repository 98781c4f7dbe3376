using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Bench;

/// <summary>Speaks the provider's format and has a hundred sessions of whatever it is asked for.</summary>
internal sealed class DailyProvider : IAsyncDisposable
{
    private const int Sessions = 100;

    private readonly WebApplication server;
    private int calls;

    private DailyProvider(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.First());

    public DateOnly LastDay { get; set; }

    public int Calls => calls;

    public static async Task<DailyProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new DailyProvider(app);
        app.MapGet("/query", (HttpContext context) => provider.AnswerAsync(context));
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref calls);
        var table = new StringBuilder("timestamp,open,high,low,close,volume\r\n");
        var level = 50 + (context.Request.Query["symbol"].ToString().GetHashCode(StringComparison.Ordinal) & 127);
        var day = LastDay;
        for (var i = 0; i < Sessions; i++)
        {
            table.Append(CultureInfo.InvariantCulture,
                $"{day:yyyy-MM-dd},{level}.1,{level}.9,{level}.05,{level}.{day.DayOfYear:0000},{1_000_000 + i}\r\n");
            day = ExchangeCalendar.Nyse.PreviousTradingDay(day);
        }

        context.Response.ContentType = "application/x-download";
        return context.Response.WriteAsync(table.ToString());
    }
}
