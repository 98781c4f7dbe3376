using System.Buffers;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>A document as bytes: how the memory weighs it, and how the database keeps it. Ready bodies are not part of
/// it, they are made anew.</summary>
internal sealed class CompleteDocumentSerializer : IHybridCacheSerializer<CompleteDocument>
{
    public void Serialize(CompleteDocument value, IBufferWriter<byte> target) => target.Write(Plain(value));

    public CompleteDocument Deserialize(ReadOnlySequence<byte> source) => Read(new MemoryStream(source.ToArray()));

    public static byte[] Compress(CompleteDocument document)
    {
        using var output = new MemoryStream();
        using (var stream = new BrotliStream(output, CompressionLevel.Fastest))
        {
            stream.Write(Plain(document));
        }

        return output.ToArray();
    }

    /// <param name="marketVersion">State of this process's memory of the market; the stored one is another's.</param>
    public static CompleteDocument Decompress(byte[] stored, long marketVersion)
    {
        using var stream = new BrotliStream(new MemoryStream(stored), CompressionMode.Decompress);
        var document = Read(stream);
        return new(document.UserId, document.Sections, document.Metadata,
            document.Basis with { MarketVersion = marketVersion });
    }

    private static ReadOnlySpan<byte> Plain(CompleteDocument document)
    {
        var basis = document.Basis;
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(document.UserId.ToByteArray());
            writer.Write(basis.MarketVersion);
            writer.Write(basis.MarketKeys.Count);
            foreach (var key in basis.MarketKeys)
            {
                writer.Write(key);
            }

            writer.Write(basis.ArchiveVersion);
            writer.Write(basis.Completeness);
            writer.Write(basis.ExpiresAt.UtcTicks);
            writer.Write(document.Metadata.Length);
            writer.Write(document.Metadata);
            writer.Write(document.Sections.Length);
            writer.Write(document.Sections);
        }

        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }

    private static CompleteDocument Read(Stream source)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8);
        var user = new Guid(reader.ReadBytes(16));
        var version = reader.ReadInt64();
        var keys = new string[reader.ReadInt32()];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.ReadString();
        }

        var basis = new DocumentBasis(version, keys, reader.ReadInt64(), reader.ReadDecimal(),
            new(reader.ReadInt64(), TimeSpan.Zero));
        var metadata = reader.ReadBytes(reader.ReadInt32());
        return new(user, reader.ReadBytes(reader.ReadInt32()), metadata, basis);
    }
}
