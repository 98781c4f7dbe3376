using System.Buffers;
using System.ComponentModel;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.Caching;

internal enum BodyEncoding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>How a reader came by a document.</summary>
internal enum DocumentState
{
    Hit,

    /// <summary>For this reader, just now.</summary>
    Built,

    /// <summary>Out of date, and the only one there is while the database is away.</summary>
    Stale,
}

/// <summary>What a document was made from, and how long it may be served.</summary>
/// <param name="MarketVersion">State of the memory of the market in this process.</param>
/// <param name="MarketKeys">Symbols and currency pairs that it stands on.</param>
/// <param name="ArchiveVersion">How often these had changed in the database.</param>
/// <param name="Completeness">0 to 100.</param>
internal sealed record DocumentBasis(
    long MarketVersion,
    IReadOnlyCollection<string> MarketKeys,
    long ArchiveVersion,
    decimal Completeness,
    DateTimeOffset ExpiresAt);

/// <summary>
/// A built document as ready bytes: each shape and encoding is made once, when it is first asked for. Kept by
/// reference in the cache, which is why it never changes after it is made.
/// </summary>
[ImmutableObject(true)]
internal sealed class CompleteDocument
{
    private readonly string tagOfV1;
    private readonly string tagOfV2;
    // Index: hit or stale x 2 shapes x 3 encodings. A race makes the same bytes twice and keeps one of them.
    private readonly byte[]?[] bodies = new byte[12][];

    /// <param name="sections">JSON object of the sections.</param>
    /// <param name="metadata">JSON object of the metadata that is the same for every reader of the document.</param>
    public CompleteDocument(Guid userId, byte[] sections, byte[] metadata, DocumentBasis basis)
    {
        (UserId, Sections, Metadata, Basis) = (userId, sections, metadata, basis);
        // The user is part of the tag: what one user holds in his cache must never answer for another.
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. userId.ToByteArray(), .. sections]))[..24];
        (tagOfV1, tagOfV2) = ($"W/\"{hash}-1\"", $"W/\"{hash}-2\"");
    }

    public Guid UserId { get; }

    public byte[] Sections { get; }

    public byte[] Metadata { get; }

    public DocumentBasis Basis { get; }

    /// <summary>Weak: two answers with the same tag have the same sections; time stamps may differ.</summary>
    public string ETag(ApiVersion version) => version == ApiVersion.V1 ? tagOfV1 : tagOfV2;

    public byte[] Body(ApiVersion version, BodyEncoding encoding, DocumentState state)
    {
        var index = ((state == DocumentState.Stale ? 2 : 0) + (int)version) * 3 + (int)encoding;
        return bodies[index] ??= encoding switch
        {
            BodyEncoding.Brotli => Compress(
                stream => new BrotliStream(stream, CompressionLevel.Fastest), version, state),
            BodyEncoding.Gzip => Compress(stream => new GZipStream(stream, CompressionLevel.Fastest), version, state),
            _ => Compose(version, state),
        };
    }

    /// <summary>The whole answer. Said to whoever waited for the build, it is no cache hit.</summary>
    public byte[] Compose(ApiVersion version, DocumentState state)
    {
        var buffer = new ArrayBufferWriter<byte>(Sections.Length + Metadata.Length + 256);
        using var writer = new Utf8JsonWriter(buffer, Json.Writer);
        writer.WriteStartObject();
        writer.WriteBoolean("success", true);
        if (version == ApiVersion.V1)
        {
            Json.WriteMembers(writer, Sections);
        }
        else
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(Sections, skipInputValidation: true);
            writer.WriteNull("error");
            writer.WriteString("message", "Complete portfolio data retrieved successfully");
        }

        writer.WriteStartObject("metadata");
        writer.WriteString("version", Json.EnvelopeVersion);
        writer.WriteBoolean("cache_hit", state != DocumentState.Built);
        writer.WriteString("cache_status", state switch
        {
            DocumentState.Built => "miss",
            DocumentState.Stale => "stale",
            _ => "hit",
        });
        Json.WriteMembers(writer, Metadata);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private byte[] Compress(Func<Stream, Stream> compressor, ApiVersion version, DocumentState state)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output))
        {
            stream.Write(Body(version, BodyEncoding.Identity, state));
        }

        return output.ToArray();
    }
}
