using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ProviderNoticesTests
{
    [Test]
    [Arguments("We have detected your API key as AB12CD34 and so on", "We have detected your API key as *** and so on")]
    [Arguments("your key MYKEY123 or mykey123 is bad", "your key *** or *** is bad")]
    [Arguments("see ?function=X&apikey=ZZ99&symbol=A", "see ?function=X&apikey=***&symbol=A")]
    [Arguments("two\r\nlines\u001b[31m", "two  lines [31m")]
    public async Task No_key_and_no_line_break_stays_in_a_notice(string notice, string expected) =>
        await Assert.That(ProviderNotices.Masked(notice, "MYKEY123")).IsEqualTo(expected);

    [Test]
    public async Task A_notice_is_bounded() =>
        await Assert.That(ProviderNotices.Masked(new string('x', 100_000), null).Length).IsEqualTo(400);

    [Test]
    public async Task The_demo_key_is_no_secret() =>
        await Assert.That(ProviderNotices.Masked("The demo key is for demo purposes", "demo"))
            .IsEqualTo("The demo key is for demo purposes");
}
