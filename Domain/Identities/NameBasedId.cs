using System.Security.Cryptography;
using System.Text;

namespace PortfolioTracker.Domain.Identities;

/// <summary>Ids for what is derived and not stored: the same owner and name make the same id on every instance and at
/// every time, and nobody can tell one owner's from another's. UUID version 8 (RFC 9562, section 5.8) on the first 122
/// bits of SHA-256.</summary>
internal static class NameBasedId
{
    private const int GuidBytes = 16;

    public static Guid Of(Guid owner, string name)
    {
        Span<byte> input = stackalloc byte[GuidBytes + Encoding.UTF8.GetMaxByteCount(name.Length)];
        owner.TryWriteBytes(input, bigEndian: true, out _);
        var length = GuidBytes + Encoding.UTF8.GetBytes(name, input[GuidBytes..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..length], hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80); // version 8
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80); // variant of RFC 9562
        return new(hash[..GuidBytes], bigEndian: true);
    }

    /// <summary>Of what a user is entitled to because of an announced dividend.</summary>
    public static Guid OfDividend(Guid owner, Guid dividendEvent) => Of(owner, $"dividend {dividendEvent:D}");
}
