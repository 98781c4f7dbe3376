using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Section <c>MarketData</c>: how much of the market this process keeps and how it refreshes it.</summary>
internal sealed class MarketDataOptions
{
    /// <summary>Symbols and currency pairs kept in memory; the least recently used leave first.</summary>
    public int SymbolsInMemoryMax { get; set; } = 2_000;

    /// <summary>Fetches that may wait at once; asks of the background beyond it are dropped and come again.</summary>
    public int FetchesWaitingMax { get; set; } = 20_000;

    /// <summary>Fetches made at the same time. The provider's pace limits them further.</summary>
    public int Workers { get; set; } = 4;

    public double FinancialsMaxAgeHours { get; set; } = 24;

    public double SearchMaxAgeHours { get; set; } = 24;

    public double NewsMaxAgeHours { get; set; } = 1;

    public double QuoteMaxAgeMinutesOpen { get; set; } = 15;

    public double QuoteMaxAgeMinutesClosed { get; set; } = 60;

    /// <summary>On weekends and holidays.</summary>
    public double QuoteMaxAgeHoursNoSession { get; set; } = 24;

    /// <summary>How long a request waits for the provider before it answers with what is known.</summary>
    public double WaitMaxSeconds { get; set; } = 5;

    /// <summary>How often what users hold is looked after without their asking; 0 for never.</summary>
    public int HoldingsRefreshMinutes { get; set; } = 15;

    /// <summary>The settings that are ages, by name.</summary>
    public IEnumerable<(string Name, double Value)> ListAges() =>
    [
        (nameof(FinancialsMaxAgeHours), FinancialsMaxAgeHours),
        (nameof(SearchMaxAgeHours), SearchMaxAgeHours),
        (nameof(NewsMaxAgeHours), NewsMaxAgeHours),
        (nameof(QuoteMaxAgeMinutesOpen), QuoteMaxAgeMinutesOpen),
        (nameof(QuoteMaxAgeMinutesClosed), QuoteMaxAgeMinutesClosed),
        (nameof(QuoteMaxAgeHoursNoSession), QuoteMaxAgeHoursNoSession),
    ];
}

/// <param name="knowsZone">Whether a time zone is known here; null asks the machine.</param>
internal sealed class MarketDataOptionsValidator(Func<string, bool>? knowsZone = null)
    : IValidateOptions<MarketDataOptions>
{
    private readonly Func<string, bool> knowsZone =
        knowsZone ?? (static id => TimeZoneInfo.TryFindSystemTimeZoneById(id, out _));

    public ValidateOptionsResult Validate(string? name, MarketDataOptions options) => options switch
    {
        _ when !knowsZone(Exchanges.Nyse.TimeZoneId) => ValidateOptionsResult.Fail(
            $"The time zone {Exchanges.Nyse.TimeZoneId} is not known here, and with it whether an exchange is open. "
            + "Install tzdata, or copy /usr/share/zoneinfo into the container."),
        { SymbolsInMemoryMax: < 10 or > 100_000 } => ValidateOptionsResult.Fail(
            $"MarketData:SymbolsInMemoryMax is {options.SymbolsInMemoryMax}; it must lie between 10 and 100000. "
            + "Mend MarketData__SymbolsInMemoryMax; a symbol with ten years of prices takes about 50 KB."),
        { FetchesWaitingMax: < 100 or > 1_000_000 } => ValidateOptionsResult.Fail(
            $"MarketData:FetchesWaitingMax is {options.FetchesWaitingMax}; it must lie between 100 and 1000000. "
            + "Mend MarketData__FetchesWaitingMax."),
        { Workers: < 1 or > 64 } => ValidateOptionsResult.Fail(
            $"MarketData:Workers is {options.Workers}; it must lie between 1 and 64. Mend MarketData__Workers."),
        { HoldingsRefreshMinutes: < 0 or > 1440 } => ValidateOptionsResult.Fail(
            $"MarketData:HoldingsRefreshMinutes is {options.HoldingsRefreshMinutes}; it must lie between 0 (never) and "
            + "1440. Mend MarketData__HoldingsRefreshMinutes."),
        { WaitMaxSeconds: not (>= 0.1 and <= 30) } => ValidateOptionsResult.Fail(
            $"MarketData:WaitMaxSeconds is {options.WaitMaxSeconds}; it must lie between 0.1 and 30. "
            + "Mend MarketData__WaitMaxSeconds."),
        _ when options.ListAges().FirstOrDefault(age => age.Value is not (> 0 and <= 10_000)) is (not null, _) wrong =>
            ValidateOptionsResult.Fail(
                $"MarketData:{wrong.Name} is {wrong.Value}; it must be above 0 and at most 10000. "
                + $"Mend MarketData__{wrong.Name}."),
        _ => ValidateOptionsResult.Success,
    };
}
