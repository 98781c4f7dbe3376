using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

/// <summary>A valid token, remembered by the service, with one character changed.</summary>
internal sealed class TokenMutationTests
{
    [Test]
    public async Task Each_character_of_a_token_counts_whatever_stands_in_its_place()
    {
        var app = await App.SharedAsync();
        var verifier = app.Services.GetRequiredService<TokenVerifier>();
        var token = app.NewUser().Token!;
        await Assert.That((await verifier.VerifyAsync($"Bearer {token}", default)).Token).IsNotNull();
        var opened = new List<string>();

        for (var at = 0; at < token.Length; at++)
        {
            for (var other = '\0'; other <= '\xff'; other++)
            {
                var changed = Changed(token, at, other);
                if (other != token[at] && (await verifier.VerifyAsync($"Bearer {changed}", default)).Token is not null)
                {
                    opened.Add($"{at}: {token[at]} as {(int)other:x2}");
                }
            }
        }

        await Assert.That(opened).IsEmpty();
    }

    [Test]
    public async Task Over_the_wire_each_is_refused()
    {
        await using var app = await App.StartAsync(new() { Settings = { ["RateLimits__Burst"] = "100000" } });
        using var bytes = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 };
        using var http = new HttpClient(bytes) { BaseAddress = app.Http.BaseAddress };
        var user = app.NewUser();
        await Assert.That((await user.GetAsync("/api/auth/validate")).Status).IsEqualTo(200);
        var seeded = new Random(20260516);
        var answers = new List<(bool IsAscii, HttpStatusCode Status)>();

        for (var at = 0; at < user.Token!.Length; at++)
        {
            foreach (var other in (char[])[(char)seeded.Next('!', '~' + 1), (char)seeded.Next(0xa0, 0x100)])
            {
                if (other != user.Token[at])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/validate");
                    request.Headers.TryAddWithoutValidation(
                        "Authorization", $"Bearer {Changed(user.Token, at, other)}");
                    answers.Add((char.IsAscii(other), (await http.SendAsync(request)).StatusCode));
                }
            }
        }

        // A header that is not UTF-8 is refused by the server before anybody looks at the token.
        await Assert.That(answers.Count).IsGreaterThan(400);
        await Assert.That(answers.Distinct()).IsEquivalentTo(
            [(true, HttpStatusCode.Unauthorized), (false, HttpStatusCode.BadRequest)]);
    }

    private static string Changed(string token, int at, char other) => $"{token[..at]}{other}{token[(at + 1)..]}";
}
