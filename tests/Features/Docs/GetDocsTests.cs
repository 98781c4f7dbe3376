using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

internal sealed class GetDocsTests
{
    [Test]
    public async Task The_page_comes_whole_and_asks_nobody_else_for_anything()
    {
        var answer = await (await App.SharedAsync()).Stranger.GetAsync("/docs");

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Header("Content-Type")).StartsWith("text/html");
        await Assert.That(Regex.Matches(answer.Text, @"\b(src|href)=""(?!/openapi\.json)")).IsEmpty();
        await Assert.That(answer.Text).DoesNotContain("innerHTML");
        await Assert.That(answer.Text).DoesNotContain("://");
    }

    [Test]
    public async Task Its_policy_lets_its_own_script_and_style_pass_and_nothing_else()
    {
        var answer = await (await App.SharedAsync()).Stranger.GetAsync("/docs");

        var policy = answer.Header("Content-Security-Policy")!;
        await Assert.That(policy).Contains("default-src 'none'");
        await Assert.That(policy).Contains($"script-src '{HashOf("script", answer.Text)}';");
        await Assert.That(policy).Contains($"style-src '{HashOf("style", answer.Text)}';");
        await Assert.That(policy).DoesNotContain("unsafe");
        await Assert.That(Regex.Matches(answer.Text, @"\sstyle=|\son\w+=""")).IsEmpty();
    }

    private static string HashOf(string element, string page)
    {
        var text = Regex.Match(page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
