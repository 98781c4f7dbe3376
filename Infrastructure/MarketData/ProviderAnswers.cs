using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>What an answer of the provider is, whatever its HTTP status says; in the order in which it is tested.
/// </summary>
internal enum AnswerClass
{
    Data,
    Transport,
    BadKey,
    BadRequestOrUnknownSymbol,
    Burst,
    MinuteLimit,
    DailyQuota,
    NotEntitled,
    Configuration,
    NoData,
    UnknownNotice,
    Artificial,
    NoCoverage,
}

/// <summary>One answer of the provider: its class, the data where it is <see cref="AnswerClass.Data"/>, and otherwise
/// the notice with every key in it masked.</summary>
internal readonly record struct Answer<T>(AnswerClass Class, T? Data, string? Notice)
    where T : class
{
    /// <summary>False for what this side refused without a call.</summary>
    public bool WasSent { get; init; } = true;

    public bool IsData => Class == AnswerClass.Data && Data is not null;
}

/// <summary>One trading day, raw, in the unit in which the provider quotes (pence for most of London). An open, high
/// or low that the provider leaves out stands at the close, the one price known; a volume left out is 0, as the
/// provider itself writes it for what has none.</summary>
internal sealed record DailyBar(
    DateOnly On, decimal Open, decimal High, decimal Low, decimal Close, long Volume);

internal sealed record SplitRow(DateOnly EffectiveOn, decimal Factor);

internal sealed record DividendRow(
    DateOnly ExOn, DateOnly? DeclaredOn, DateOnly? RecordOn, DateOnly? PayOn, decimal Amount);

/// <summary>Units of the second currency for one unit of the first, at the close of the day.</summary>
internal sealed record RateRow(DateOnly On, decimal Rate);

internal sealed record ProviderQuote(
    string Symbol,
    decimal? Open,
    decimal? High,
    decimal? Low,
    decimal Price,
    long? Volume,
    DateOnly TradingDay,
    decimal? PreviousClose,
    decimal? Change,
    decimal? ChangePercent);

/// <param name="Currency">As the provider writes it: <c>GBX</c> for pence; null where it does not say.</param>
/// <param name="Timezone">A snapshot such as <c>UTC-04</c>: for show, never for arithmetic.</param>
/// <param name="Score">0 to 1.</param>
internal sealed record SymbolMatch(
    string Symbol,
    string? Name,
    string? Type,
    string? Region,
    string? MarketOpen,
    string? MarketClose,
    string? Timezone,
    string? Currency,
    decimal Score);

/// <summary>The few facts of OVERVIEW that the portfolio needs; <paramref name="Fields"/> has all of them as sent.
/// </summary>
internal sealed record CompanyOverview(
    string Symbol,
    string? Name,
    string? AssetType,
    string? Exchange,
    string? Currency,
    string? Country,
    string? Sector,
    string? Industry,
    IReadOnlyDictionary<string, string> Fields);

/// <summary>What a fund holds. Weights are fractions of its net assets; they need not add up to 1.</summary>
internal sealed record EtfProfile(
    string Symbol,
    decimal? NetAssets,
    decimal? ExpenseRatio,
    decimal? DividendYield,
    DateOnly? InceptionOn,
    IReadOnlyList<SectorWeight> Sectors,
    IReadOnlyList<FundHolding> Holdings);

/// <param name="Symbol">Null for cash, swaps and whatever else has no ticker.</param>
internal sealed record FundHolding(string? Symbol, string? Name, decimal Weight);

/// <summary>Units of <paramref name="To"/> for one <paramref name="From"/>, at a moment of the provider's clock.
/// </summary>
internal sealed record LatestRate(string From, string To, decimal Rate, DateTimeOffset RefreshedAt);
