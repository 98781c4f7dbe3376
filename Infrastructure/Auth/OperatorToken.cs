using System.Security.Cryptography;
using System.Text;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>The secret of an address that is for operators, not for users: sent as a bearer token.</summary>
internal static class OperatorToken
{
    private const string Scheme = "Bearer ";

    /// <param name="setting">The setting that holds the token, for whoever brings a wrong one.</param>
    /// <exception cref="RefusedException">401: no token or another one.</exception>
    public static void Require(HttpContext context, string token, string setting)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && IsSame(given[Scheme.Length..], token))
        {
            return;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new RefusedException(401, Error.For(401, given.Length == 0
            ? "No credentials provided"
            : $"Authentication error: authentication failed, this is not {setting}."));
    }

    /// <summary>In a time that depends on neither text: hashes have one length.</summary>
    private static bool IsSame(string given, string token) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
