using System.Globalization;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Up to so many requests at once, and one more each time the interval has passed.</summary>
/// <param name="What">As a refusal calls them.</param>
internal sealed record RateLimit(string What, int Burst, TimeSpan Interval)
{
    public static RateLimit PerMinute(string what, int burst, int perMinute) =>
        new(what, burst, TimeSpan.FromMinutes(1) / perMinute);
}

/// <summary>Requests that cost more than others: each kind has a bucket of its own for each user, beside the one that
/// all requests share.</summary>
internal enum Costly
{
    Search,
    Refresh,
    Import,
    Export,
}

/// <summary>
/// Section <c>RateLimits</c>: <c>Burst</c> requests of a user at once and <c>PerSecond</c> after that; for what costs
/// more, <c>Search__Burst</c> and <c>Search__PerMinute</c>, likewise <c>Refresh</c>, <c>Import</c> and <c>Export</c>.
/// </summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    public RateLimit All { get; set; } = new("requests", 300, TimeSpan.FromSeconds(1) / 20);

    public Dictionary<Costly, RateLimit> Costly { get; } = new()
    {
        // Typing a name asks once a third of a second.
        [Http.Costly.Search] = RateLimit.PerMinute("searches", 120, 120),
        [Http.Costly.Refresh] = RateLimit.PerMinute("forced refreshes", 60, 60),
        [Http.Costly.Import] = RateLimit.PerMinute("imports", 30, 30),
        [Http.Costly.Export] = RateLimit.PerMinute("exports", 30, 30),
    };

    public List<string> Faults { get; } = [];

    public static void Read(RateLimitOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        options.All = options.Read(section, options.All, "PerSecond", TimeSpan.FromSeconds(1));
        foreach (var (kind, byDefault) in options.Costly.ToArray())
        {
            options.Costly[kind] =
                options.Read(section.GetSection($"{kind}"), byDefault, "PerMinute", TimeSpan.FromMinutes(1));
        }
    }

    private RateLimit Read(IConfigurationSection section, RateLimit byDefault, string rateName, TimeSpan period)
    {
        var burst = Number(section, "Burst", byDefault.Burst);
        var rate = Number(section, rateName, (int)Math.Round(period / byDefault.Interval));
        return byDefault with { Burst = burst, Interval = period / rate };
    }

    private int Number(IConfigurationSection section, string name, int byDefault)
    {
        if (section[name] is not { Length: > 0 } text)
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
        {
            return value;
        }

        Faults.Add($"{section.Path}:{name} is \"{text}\"; it must be a whole number from 1. Leave it out for "
            + $"{byDefault}.");
        return byDefault;
    }

    internal sealed class Validator : IValidateOptions<RateLimitOptions>
    {
        public ValidateOptionsResult Validate(string? name, RateLimitOptions options) =>
            options.Faults.Count > 0 ? ValidateOptionsResult.Fail(options.Faults) : ValidateOptionsResult.Success;
    }
}
