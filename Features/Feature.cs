using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features;

internal abstract class Feature
{
    /// <summary>Maps the routes of the feature. <paramref name="api"/> is <c>/api</c> and asks for a user;
    /// <paramref name="root"/> is the site's root and asks for nobody.</summary>
    public abstract void Map(RouteGroupBuilder api, RouteGroupBuilder root);

    public abstract IJsonTypeInfoResolver Json { get; }

    public virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Every feature there is. To remove one, delete its folder and its line.</summary>
    public static Feature[] All { get; } =
    [
        new Account.AccountFeature(),
        new Analytics.AnalyticsFeature(),
        new Auth.AuthFeature(),
        new CompletePortfolio.CompletePortfolioFeature(),
        new Dashboard.DashboardFeature(),
        new Diagnostics.DiagnosticsFeature(),
        new Dividends.DividendsFeature(),
        new Docs.DocsFeature(),
        new Flags.FlagsFeature(),
        new Forex.ForexFeature(),
        new Jobs.JobsFeature(),
        new Market.MarketFeature(),
        new Notifications.NotificationsFeature(),
        new Portfolio.PortfolioFeature(),
        new Prices.PricesFeature(),
        new Profile.ProfileFeature(),
        new Research.ResearchFeature(),
        new Transactions.TransactionsFeature(),
        new Watchlist.WatchlistFeature(),
    ];
}
