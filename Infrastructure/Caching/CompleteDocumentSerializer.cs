using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>A document as bytes: how the cache weighs it, and how a second cache level would keep it. Ready bodies are
/// not part of it, they are made anew.</summary>
internal sealed class CompleteDocumentSerializer : IHybridCacheSerializer<CompleteDocument>
{
    public void Serialize(CompleteDocument value, IBufferWriter<byte> target)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(value.UserId.ToByteArray());
            writer.Write(value.MarketVersion);
            writer.Write(value.MarketKeys.Count);
            foreach (var key in value.MarketKeys)
            {
                writer.Write(key);
            }

            writer.Write(value.Metadata.Length);
            writer.Write(value.Metadata);
            writer.Write(value.Sections.Length);
            writer.Write(value.Sections);
        }

        target.Write(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    public CompleteDocument Deserialize(ReadOnlySequence<byte> source)
    {
        using var reader = new BinaryReader(new MemoryStream(source.ToArray()), Encoding.UTF8);
        var user = new Guid(reader.ReadBytes(16));
        var version = reader.ReadInt64();
        var keys = new string[reader.ReadInt32()];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.ReadString();
        }

        var metadata = reader.ReadBytes(reader.ReadInt32());
        return new(user, reader.ReadBytes(reader.ReadInt32()), metadata, version, keys);
    }
}
