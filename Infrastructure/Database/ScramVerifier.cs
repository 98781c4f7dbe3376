using System.Security.Cryptography;
using System.Text;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// What PostgreSQL stores instead of a SCRAM-SHA-256 password. Made here, so that no password is ever part of an SQL
/// statement. Sources: RFC 5802 section 3, RFC 7677; the form: PostgreSQL documentation, catalog pg_authid.
/// </summary>
internal static class ScramVerifier
{
    /// <summary>The server's default; RFC 7677 asks for at least this many.</summary>
    private const int Iterations = 4096;

    /// <param name="password">ASCII: other characters would have to be prepared (SASLprep) first.</param>
    public static string Make(string password) => Make(password, RandomNumberGenerator.GetBytes(16));

    internal static string Make(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.ASCII.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, outputLength: 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);

        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}"
            + $"${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
