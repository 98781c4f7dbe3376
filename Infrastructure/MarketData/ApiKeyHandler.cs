using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Puts the key on the request just before the wire and takes it off again: no log, retry, metric or exception
/// above this handler ever holds an address with the key in it.</summary>
internal sealed class ApiKeyHandler(IOptions<AlphaVantageOptions> options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (options.Value.Sandbox)
        {
            return await base.SendAsync(request, ct);
        }

        var withoutKey = request.RequestUri!;
        request.RequestUri = new Uri(
            $"{withoutKey.AbsoluteUri}&apikey={Uri.EscapeDataString(options.Value.ApiKey!)}");
        try
        {
            return await base.SendAsync(request, ct);
        }
        finally
        {
            request.RequestUri = withoutKey;
        }
    }
}
