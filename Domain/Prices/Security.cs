using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Prices;

/// <summary>What a security is. A null says that nobody has told us yet; nothing here is guessed from the ticker but
/// the currency, and then <paramref name="CurrencyIsGuess"/> says so.</summary>
/// <param name="Currency">ISO 4217 code of the major unit in which prices are quoted; null where unknown.</param>
internal sealed record Instrument(
    string Symbol,
    string? Name = null,
    string? Currency = null,
    bool CurrencyIsGuess = false,
    string? Sector = null,
    string? Region = null,
    string? AssetClass = null,
    string? Exchange = null)
{
    /// <summary>What a fund holds; null where nobody has told, and of what is no fund.</summary>
    public IReadOnlyList<SectorWeight>? FundSectors { get; init; }
}

/// <param name="Weight">A fraction of the fund's net assets. Those of a fund need not add up to 1: cash has no sector.
/// </param>
internal sealed record SectorWeight(string Sector, decimal Weight);

/// <summary>The last price that the market showed, where it is newer than the last daily close.</summary>
internal sealed record Quote(decimal Price, decimal? PreviousClose, DateOnly TradingDay, DateTime FetchedAt);

/// <summary>All that the market side knows of one security; shared by all users, never changed in place.</summary>
/// <param name="Splits">Ascending by effective date; only ratios of small integers.</param>
/// <param name="PendingActions">Announced "splits" that are no ratio of small integers: shown, never applied.</param>
/// <param name="Dividends">Ascending by ex-date.</param>
/// <param name="Source">Who told all this: <c>alpha_vantage</c>, <c>sandbox</c>, …; null where nobody has given a
/// price.</param>
internal sealed record Security(
    Instrument Instrument,
    PriceSeries Prices,
    IReadOnlyList<Split> Splits,
    IReadOnlyList<PendingAction> PendingActions,
    IReadOnlyList<DividendEvent> Dividends,
    Quote? Quote,
    string? Source,
    DateTime? FetchedAt)
{
    /// <summary>The newest price that was told and not believed; null in good times.</summary>
    public DoubtedPrice? Doubted { get; init; }

    /// <summary>Who gave the last close, where that is somebody else.</summary>
    public string? PriceSource { get => field ?? Source; init; }

    public static Security Unknown(string symbol) =>
        new(new Instrument(symbol), PriceSeries.Empty, [], [], [], null, null, null);

    /// <summary>False as long as nobody has told the splits: quantities and values may be wrong by a ratio.</summary>
    public bool SplitsAreKnown { get; init; } = true;

    /// <summary>False as long as nobody has told the dividends, be it that there are none.</summary>
    public bool DividendsAreKnown { get; init; } = true;

    /// <summary>The quote as the close of its day, where it is newer than every close known by then; else null.
    /// </summary>
    public PricePoint? NewerQuote(DateOnly asOf) =>
        Quote is { } quote && quote.TradingDay <= asOf && !(Prices.OnOrBefore(asOf)?.On >= quote.TradingDay)
            ? new(quote.TradingDay, quote.Price)
            : null;

    /// <summary>With the prices that were known on a day, a newer quote as the last close among them.</summary>
    public Security Through(DateOnly asOf) => this with { Prices = Prices.Through(asOf, NewerQuote(asOf)) };
}

/// <summary>A corporate action that waits for a human: a "split" of 1.046 is a spin-off in disguise.</summary>
internal readonly record struct PendingAction(DateOnly EffectiveOn, decimal Factor);

/// <summary>A price, or an exchange rate, so far from the one known before that its unit is likely wrong: shown to
/// holders, never used.</summary>
internal sealed record DoubtedPrice(DateOnly On, decimal Close, DateOnly KnownOn, decimal KnownClose)
{
    public DoubtedPrice Times(decimal scale) => this with { Close = Close * scale, KnownClose = KnownClose * scale };
}
