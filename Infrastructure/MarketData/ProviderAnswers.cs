namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>What an answer of the provider is, whatever its HTTP status says; in the order in which it is tested.</summary>
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
    public bool IsData => Class == AnswerClass.Data && Data is not null;
}

/// <summary>One trading day, raw, in the unit in which the provider quotes (pence for most of London).</summary>
internal readonly record struct DailyBar(
    DateOnly On, decimal Open, decimal High, decimal Low, decimal Close, long Volume);

internal readonly record struct SplitRow(DateOnly EffectiveOn, decimal Factor);

internal readonly record struct DividendRow(
    DateOnly ExOn, DateOnly? DeclaredOn, DateOnly? RecordOn, DateOnly? PayOn, decimal Amount);

/// <summary>Units of the second currency for one unit of the first, at the close of the day.</summary>
internal readonly record struct RateRow(DateOnly On, decimal Rate);

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

/// <param name="Currency">As the provider writes it: <c>GBX</c> for pence.</param>
/// <param name="Score">0 to 1.</param>
internal sealed record SymbolMatch(
    string Symbol,
    string? Name,
    string Type,
    string Region,
    string? MarketOpen,
    string? MarketClose,
    string? Timezone,
    string Currency,
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
