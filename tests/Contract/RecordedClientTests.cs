using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>The clients as they were recorded: each screen replayed call by call, with the headers that the client
/// sends, for an account that has nothing, one that has a little, and one that has 500 holdings.</summary>
internal sealed class RecordedClientTests
{
    private static readonly Lazy<Task<App>> Service = new(StartAsync);

    public static Task<App> ServiceAsync() => Service.Value;

    public static IEnumerable<(string, string, string)> Screens() =>
        from client in (string[])["web", "mobile"]
        from screen in Of(client).Keys
        from size in (string[])["empty", "small", "large"]
        select (client, screen, size);

    [Test]
    [MethodDataSource(nameof(Screens))]
    public async Task A_screen_finds_what_it_reads(string client, string screen, string size)
    {
        var account = await ClientAccount.NewAsync(await ServiceAsync(), size);
        var sent = 0;

        foreach (var call in Of(client)[screen])
        {
            if (await account.SendAsync(call) is not { } answer)
            {
                continue; // a button that is not drawn: the account has no such row
            }

            sent++;
            await Assert.That(answer.Status).IsEqualTo(call.Status).Because($"{call.Request}: {answer.Text}");
            await Assert.That(answer.Header("Access-Control-Allow-Origin")).IsEqualTo("http://localhost:3000");
            await Assert.That(answer.Header("Access-Control-Allow-Credentials")).IsEqualTo("true");
            await Reads.AssertAsync(answer, call.Reads);
        }

        await Assert.That(sent).IsGreaterThan(0);
    }

    [Test]
    public async Task Every_button_is_used_by_some_account()
    {
        var account = await ClientAccount.NewAsync(await ServiceAsync(), "small");

        foreach (var call in WebScreens.All["analytics-dividends"].Concat(WebScreens.All["transactions"]))
        {
            await Assert.That(await account.SendAsync(call)).IsNotNull().Because(call.Request);
        }
    }

    [After(Class)]
    public static async Task StopAsync()
    {
        if (Service.IsValueCreated && Service.Value.IsCompletedSuccessfully)
        {
            await (await Service.Value).DisposeAsync();
        }
    }

    private static IReadOnlyDictionary<string, ClientCall[]> Of(string client) =>
        client == "web" ? WebScreens.All : MobileScreens.All;

    /// <summary>What the accounts stand on has arrived, or is known not to exist.</summary>
    private static async Task<App> StartAsync()
    {
        var app = await App.StartAsync();
        var refresher = app.Services.GetRequiredService<MarketRefresher>();
        foreach (var size in (string[])["small", "large"])
        {
            var user = (await ClientAccount.NewAsync(app, size)).User;
            await Wait.UntilAsync(async () =>
                (await user.GetAsync("/api/portfolio")).Status == 200 && refresher.Waiting == 0);
        }

        return app;
    }
}
