namespace PortfolioTracker.Infrastructure.MarketData;

internal static class BoundedBody
{
    /// <summary>Counted after decompression, so that a small body cannot unfold into all of memory.</summary>
    public const int BytesMax = 32 * 1024 * 1024;

    /// <summary>The body without its byte order mark; null where it is longer than <see cref="BytesMax"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var (buffer, length) = (new byte[16 * 1024], 0);
        while (await stream.ReadAsync(buffer.AsMemory(length), ct) is > 0 and var read)
        {
            length += read;
            if (length > BytesMax)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        var body = buffer.AsMemory(0, length);
        return body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
    }
}
