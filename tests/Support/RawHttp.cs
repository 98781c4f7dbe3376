using System.Net.Sockets;
using System.Text;

namespace PortfolioTracker.Tests.Support;

/// <summary>Requests byte for byte, as no client library would send them.</summary>
internal static class RawHttp
{
    /// <summary>Sends the bytes and reads until the server closes. Include <c>Connection: close</c>.</summary>
    public static async Task<string> SendAsync(App app, byte[] request)
    {
        var address = app.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(request);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // The server reset the connection after its answer, because the request went on.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public static Task<string> SendAsync(App app, string request) =>
        SendAsync(app, Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")));

    public static int Status(string answer) => int.Parse(answer.Split(' ')[1], null);
}
