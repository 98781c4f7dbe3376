using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PortfolioTracker.Features.Flags;

/// <summary>Who is among the first so many percent of a flag: always the same users, on every instance and after every
/// restart, and other ones for each flag. Raising the percentage only adds users.</summary>
internal static class Rollout
{
    public static bool Includes(string flag, Guid user, int percentage) => Bucket(flag, user) < percentage;

    /// <summary>0 to 99.</summary>
    public static int Bucket(string flag, Guid user)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{flag}:{user:D}"));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % 100);
    }
}
