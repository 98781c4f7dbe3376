using System.Globalization;
using Dapper;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Identities;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Notifications;

/// <summary>Something to tell a user.</summary>
/// <param name="Date">The day that it is about.</param>
internal sealed record Notification(Guid Id, string Kind, string? Symbol, string Message, DateOnly? Date);

internal sealed record TargetRow(string Symbol, decimal TargetPrice, DateTime UpdatedAt);

/// <summary>What there is to tell right now, found out anew each time. The same thing has the same id until it changes,
/// so that it stays read.</summary>
internal sealed class CurrentNotifications(
    PortfolioSnapshots portfolios, MarketStore market, OwnPriceBook own, ProviderHealth provider, UserDatabase database)
{
    private const string SelectTargets =
        """
        SELECT symbol, target_price, updated_at
        FROM pt.watchlist
        WHERE user_id = @userId AND target_price IS NOT NULL
        """;

    private const int UpcomingDays = 14;

    public async Task<IReadOnlyList<Notification>> OfAsync(CurrentUser user, CancellationToken ct)
    {
        var snapshot = (await portfolios.OfAsync(user, portfolios.Options(), ct)).Snapshot;
        return
        [
            .. Provider(user.Id, snapshot.AsOf),
            .. await TargetsAsync(user, ct),
            .. Upcoming(user.Id, snapshot),
            .. Stale(user.Id, snapshot),
        ];
    }

    private IEnumerable<Notification> Provider(Guid user, DateOnly today)
    {
        if (provider.Status is ProviderHealth.Degraded or ProviderHealth.Closed)
        {
            yield return Of(user, "provider_degraded", null, today, $"{today:yyyy-MM-dd}",
                provider.Message ?? "The market data provider does not answer as it should.");
        }
    }

    private async Task<List<Notification>> TargetsAsync(CurrentUser user, CancellationToken ct)
    {
        List<TargetRow> rows;
        await using (var transaction = await database.BeginReadAsync(user, ct))
        {
            rows = [.. await transaction.Connection.QueryAsync<TargetRow>(SelectTargets, new { userId = user.Id, ct })];
        }

        var view = await market.ViewAsync([.. rows.Select(row => row.Symbol)], [], "USD", ct);
        view = await own.InPlaceOfAsync(view, user, ct);
        var reached = new List<Notification>();
        foreach (var row in rows)
        {
            var security = view.Of(row.Symbol);
            var setOn = DateOnly.FromDateTime(row.UpdatedAt);
            if (TargetPrice.ReachedBy(security.Prices, security.Quote, row.TargetPrice, setOn) is { } price)
            {
                reached.Add(Of(user.Id, "target_reached", row.Symbol, price.On, $"{row.UpdatedAt.Ticks}", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Symbol} stands at {Rounding.Price(price.Close):0.######} on {price.On:yyyy-MM-dd}; "
                    + $"your target is {row.TargetPrice:0.######}.")));
            }
        }

        return reached;
    }

    private static IEnumerable<Notification> Upcoming(Guid user, PortfolioSnapshot snapshot) =>
        from dividend in snapshot.Income.Dividends.Reverse()
        let due = dividend.Entry.DueOn
        where !dividend.IsConfirmed && due > snapshot.AsOf && due <= snapshot.AsOf.AddDays(UpcomingDays)
        select Of(user, "upcoming_dividend", dividend.Symbol, due, $"{dividend.Entry.IdFor(user)} {due:yyyy-MM-dd}",
            string.Create(CultureInfo.InvariantCulture,
                $"{dividend.Symbol} pays {Rounding.Money(dividend.Amount, dividend.Currency):0.00##} "
                + $"{dividend.Currency} for {dividend.Shares:0.######} shares on {due:yyyy-MM-dd}."));

    private static IEnumerable<Notification> Stale(Guid user, PortfolioSnapshot snapshot)
    {
        foreach (var part in snapshot.Missing)
        {
            var message = part.What switch
            {
                "price" => $"No price of {part.Symbol} is known.",
                "fresh_price" => $"The last price of {part.Symbol} is from {part.Since:yyyy-MM-dd}.",
                "price_quarantined" => $"The price of {part.Symbol} of {part.Since:yyyy-MM-dd} is more than fifty "
                    + "times, or less than a fiftieth of, the one before it. It is not used until it is confirmed.",
                "exchange_rate" => $"No exchange rate {part.Symbol} is known.",
                "exchange_rate_quarantined" => $"The exchange rate {part.Symbol} of {part.Since:yyyy-MM-dd} is more "
                    + "than fifty times, or less than a fiftieth of, the one before it. It is not used until it is "
                    + "confirmed.",
                _ => null,
            };
            if (message is not null)
            {
                var symbol = part.Symbol.Contains('/') ? null : part.Symbol;
                yield return Of(
                    user, "stale_data", symbol, part.Since, $"{part.What} {part.Symbol} {part.Since:O}", message);
            }
        }
    }

    private static Notification Of(
        Guid user, string kind, string? symbol, DateOnly? date, string about, string message) =>
        new(NameBasedId.Of(user, $"{kind} {symbol} {about}"), kind, symbol, message, date);
}
