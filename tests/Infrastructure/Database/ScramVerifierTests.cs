using System.Security.Cryptography;
using System.Text;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class ScramVerifierTests
{
    // The exchange of RFC 7677 section 3: user "user", password "pencil".
    private const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private const string ClientProof = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private const string ServerSignature = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private const string Exchange =
        "n=user,r=rOprNGfwEbeRWgbNEkqO,"
        + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
        + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    [Test]
    public async Task A_server_with_the_verifier_answers_as_in_RFC_7677()
    {
        var parts = ScramVerifier.Make("pencil", Convert.FromBase64String(Salt)).Split('$', ':');
        var (storedKey, serverKey) = (Convert.FromBase64String(parts[3]), Convert.FromBase64String(parts[4]));
        var exchange = Encoding.ASCII.GetBytes(Exchange);

        await Assert.That(string.Join(' ', parts[..3])).IsEqualTo($"SCRAM-SHA-256 4096 {Salt}");
        await Assert.That(Convert.ToBase64String(HMACSHA256.HashData(serverKey, exchange))).IsEqualTo(ServerSignature);

        // The proof is the client's key, hidden by a signature with the stored key, which is the hash of that key.
        var signature = HMACSHA256.HashData(storedKey, exchange);
        var clientKey = Convert.FromBase64String(ClientProof).Zip(signature, (a, b) => (byte)(a ^ b)).ToArray();
        await Assert.That(SHA256.HashData(clientKey).SequenceEqual(storedKey)).IsTrue();
    }

    [Test]
    public async Task Two_verifiers_of_one_password_differ()
    {
        await Assert.That(ScramVerifier.Make("pencil")).IsNotEqualTo(ScramVerifier.Make("pencil"));
    }
}
