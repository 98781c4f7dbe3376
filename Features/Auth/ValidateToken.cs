using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Auth;

internal sealed record ValidateTokenReply(bool Valid, Guid UserId, string? Email);

internal static class ValidateToken
{
    /// <summary>Says whom the token names. A token that is not valid never gets here: it is answered with 401.
    /// </summary>
    public static Reply<ValidateTokenReply> Handle(CurrentUser user) =>
        new(new(Valid: true, user.Id, user.Email), "Token is valid", LegacyShape.Bare);
}
