using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Auth;

internal sealed class ValidateTokenTests
{
    [Test]
    public async Task A_valid_token_is_answered_with_whom_it_names()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.GetAsync("/api/auth/validate");

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Data.GetRawText()).IsEqualTo(
            $$"""{"valid":true,"user_id":"{{user.Id}}","email":"someone@example.com"}""");
    }

    [Test]
    public async Task In_version_1_the_answer_is_bare()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.V1.GetAsync("/api/auth/validate");

        await Assert.That(answer.Text).IsEqualTo(
            $$"""{"valid":true,"user_id":"{{user.Id}}","email":"someone@example.com"}""");
    }
}
