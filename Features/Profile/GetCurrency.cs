using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Profile;

internal sealed record GetCurrencyReply(string BaseCurrency);

internal static class GetCurrency
{
    private const string SelectCurrency = "SELECT base_currency FROM pt.profiles WHERE user_id = @userId";

    /// <summary>The currency in which the caller's totals are told; USD for a user without a profile.</summary>
    public static async Task<Reply<GetCurrencyReply>> Handle(
        CurrentUser user, [FromServices] UserDatabase database, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        var chosen = await transaction.Connection.QuerySingleOrDefaultAsync<GetCurrencyReply>(
            SelectCurrency, new { userId = user.Id, ct });
        return new(chosen ?? new("USD"), legacy: LegacyShape.Bare);
    }
}
