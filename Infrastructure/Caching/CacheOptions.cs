using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Section <c>Cache</c>: how long built documents are kept, and where.</summary>
internal sealed class CacheOptions
{
    public const string MarketAware = "market_aware";
    public const string Aggressive = "aggressive";
    public const string Conservative = "conservative";
    public const string UserActivity = "user_activity";

    public static readonly string[] Strategies = [MarketAware, Aggressive, Conservative, UserActivity];

    /// <summary>See <see cref="DocumentLifetime"/>.</summary>
    public string Strategy { get; set; } = MarketAware;

    /// <summary>While the market is open.</summary>
    public double MinutesOpen { get; set; } = 5;

    /// <summary>Before and after a session.</summary>
    public double MinutesAfterHours { get; set; } = 30;

    /// <summary>On weekends and holidays.</summary>
    public double MinutesDaysOff { get; set; } = 120;

    /// <summary>Whether documents are kept in the database too, for other instances and the next start.</summary>
    public bool Database { get; set; } = true;

    /// <summary>What all documents in memory may take, in megabytes (10^6).</summary>
    public int MemoryMegabytes { get; set; } = 64;

    /// <summary>Documents of as many users, those who read last, are built anew behind their backs; 0 for none.
    /// </summary>
    public int WarmUsersMax { get; set; } = 20;

    internal sealed class Validator : IValidateOptions<CacheOptions>
    {
        private const double MinutesMax = 1440;

        public ValidateOptionsResult Validate(string? name, CacheOptions options) => options switch
        {
            _ when !Strategies.Contains(options.Strategy) => ValidateOptionsResult.Fail(
                $"Cache:Strategy is \"{options.Strategy}\"; it must be one of {string.Join(", ", Strategies)}. "
                + "Mend Cache__Strategy."),
            { MinutesOpen: not (> 0 and <= MinutesMax) } => Minutes(nameof(MinutesOpen), options.MinutesOpen),
            { MinutesAfterHours: not (> 0 and <= MinutesMax) } =>
                Minutes(nameof(MinutesAfterHours), options.MinutesAfterHours),
            { MinutesDaysOff: not (> 0 and <= MinutesMax) } => Minutes(nameof(MinutesDaysOff), options.MinutesDaysOff),
            { MemoryMegabytes: < 1 or > 100_000 } => ValidateOptionsResult.Fail(
                $"Cache:MemoryMegabytes is {options.MemoryMegabytes}; it must lie between 1 and 100000. "
                + "Mend Cache__MemoryMegabytes; a document of 50 holdings takes about 0.1 MB."),
            { WarmUsersMax: < 0 or > 10_000 } => ValidateOptionsResult.Fail(
                $"Cache:WarmUsersMax is {options.WarmUsersMax}; it must lie between 0 (never) and 10000. "
                + "Mend Cache__WarmUsersMax."),
            _ => ValidateOptionsResult.Success,
        };

        private static ValidateOptionsResult Minutes(string name, double value) => ValidateOptionsResult.Fail(
            $"Cache:{name} is {value}; it must be above 0 and at most {MinutesMax}. Mend Cache__{name}.");
    }
}
