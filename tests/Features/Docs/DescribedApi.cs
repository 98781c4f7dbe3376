using System.Text;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>A service of its own with its description: it is asked more often than one caller may, and about switches
/// that other tests rely on.</summary>
internal sealed class DescribedApi : IAsyncDisposable
{
    private const string OperatorsToken = "a-token-of-the-tests-for-operators-alone";

    private static readonly Lazy<Task<DescribedApi>> Shared = new(() => StartAsync());

    private readonly App app;

    private DescribedApi(App app, ApiUnderTest api) => (this.app, Api) = (app, api);

    public ApiUnderTest Api { get; }

    public static Task<DescribedApi> SharedAsync() => Shared.Value;

    public static async Task<DescribedApi> StartAsync(AppSetup? setup = null)
    {
        setup ??= new();
        foreach (var kind in (string[])["", "Search__", "Refresh__", "Import__", "Export__"])
        {
            setup.Settings.TryAdd($"RateLimits__{kind}Burst", "1000000");
        }

        setup.Settings.TryAdd("JOBS_TOKEN", OperatorsToken);
        setup.Settings.TryAdd("METRICS_TOKEN", OperatorsToken);
        var app = await App.StartAsync(setup);
        return new(app, await ApiUnderTest.OfAsync(app));
    }

    public Task<Caller> InvestorAsync() => Investor.OfAsync(Task.FromResult(app));

    public Caller Stranger => app.Stranger;

    public Caller NewUser() => app.NewUser();

    /// <summary>The same user with the token that the operation asks for: an administrator's, or that of operators.
    /// </summary>
    public Caller EntitledTo(Operation operation, Caller user) => user with
    {
        Token = operation.Path.StartsWith("/internal/", StringComparison.Ordinal) || operation.Id == "GetMetrics"
            ? OperatorsToken
            : operation.Json.GetProperty("responses").TryGetProperty("403", out _) ? Token.Sign(
                Token.Claims(user.Id, app.Clock.GetUtcNow()).Replace(
                    "\"role\":\"authenticated\"", "\"role\":\"service_role\"", StringComparison.Ordinal))
            : user.Token,
    };

    public static async Task<Answer> SendAsync(
        Operation operation, Caller caller, string url, string? body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(operation.Method), url);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
            // A body that is too large is refused before it is sent.
            request.Headers.ExpectContinue = body.Length > 10_000;
        }

        return await caller.SendAsync(request);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [After(TestSession)]
    public static async Task StopSharedAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }
}
