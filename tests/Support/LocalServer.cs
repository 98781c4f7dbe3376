using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PortfolioTracker.Tests.Support;

/// <summary>A real HTTP server on this machine, which stands in for one elsewhere.</summary>
internal abstract class LocalServer : IAsyncDisposable
{
    private WebApplication? server;

    public Uri Address => new(server!.Urls.First());

    public Task WaitForShutdownAsync() => server!.WaitForShutdownAsync();

    public virtual ValueTask DisposeAsync() => server!.DisposeAsync();

    protected abstract Task AnswerAsync(HttpContext context);

    /// <param name="port">0 for any free one.</param>
    protected async Task ListenAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync();
    }
}
