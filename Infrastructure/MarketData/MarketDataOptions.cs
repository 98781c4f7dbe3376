using Microsoft.Extensions.Options;

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
}

internal sealed class MarketDataOptionsValidator : IValidateOptions<MarketDataOptions>
{
    public ValidateOptionsResult Validate(string? name, MarketDataOptions options) => options switch
    {
        { SymbolsInMemoryMax: < 10 or > 100_000 } => ValidateOptionsResult.Fail(
            $"MarketData:SymbolsInMemoryMax is {options.SymbolsInMemoryMax}; it must lie between 10 and 100000. "
            + "Mend MarketData__SymbolsInMemoryMax; a symbol with ten years of prices takes about 50 KB."),
        { FetchesWaitingMax: < 100 or > 1_000_000 } => ValidateOptionsResult.Fail(
            $"MarketData:FetchesWaitingMax is {options.FetchesWaitingMax}; it must lie between 100 and 1000000. "
            + "Mend MarketData__FetchesWaitingMax."),
        { Workers: < 1 or > 64 } => ValidateOptionsResult.Fail(
            $"MarketData:Workers is {options.Workers}; it must lie between 1 and 64. Mend MarketData__Workers."),
        _ => ValidateOptionsResult.Success,
    };
}
