using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Holdings;

internal enum PriceStatus
{
    /// <summary>From the last session that was over before the day asked for, or newer.</summary>
    Current,

    /// <summary>Older than that; used, and said to be old.</summary>
    Stale,

    /// <summary>There is none on or before the day.</summary>
    Missing,
}

/// <summary>The price that counts on a day, raw, in the security's currency.</summary>
/// <param name="Previous">The close before it, brought over any split between the two.</param>
internal readonly record struct PriceAt(decimal Price, DateOnly On, decimal? Previous, DateOnly? PreviousOn);

/// <summary>A position that is still held, valued. Null says that a price or a rate is missing.</summary>
internal sealed record Holding(Position Position, PriceAt? Price, PriceStatus PriceStatus, decimal? RateToBase)
{
    public string Symbol => Position.Symbol;

    public Instrument Instrument => Position.Security.Instrument;

    public decimal Quantity => Position.Book.Quantity;

    /// <summary>Of the open lots with their fees, in the security's currency.</summary>
    public decimal? Cost => Position.Book.Cost;

    public decimal? AverageCost => Cost / Quantity;

    /// <summary>Quantity times price, in the security's currency.</summary>
    public decimal? Value => MoneyGrid.Of(Quantity * Price?.Price);

    public decimal? UnrealisedGain => Value - Cost;

    /// <summary>A fraction of the cost; null where the cost is zero (a gift has no percentage).</summary>
    public decimal? UnrealisedReturn => Cost is > 0 ? UnrealisedGain / Cost : null;

    /// <summary>Of the open lots, each at the rate of its trade day.</summary>
    public decimal? CostBase => Position.Book.CostBase;

    public decimal? ValueBase => MoneyGrid.Of(Value * RateToBase);

    public decimal? UnrealisedGainBase => ValueBase - CostBase;

    public decimal? UnrealisedReturnBase => CostBase is > 0 ? UnrealisedGainBase / CostBase : null;

    /// <summary>What exchange rates did to the cost: cost at today's rate less cost at the trade days' rates.</summary>
    public decimal? CurrencyGainBase => CostAtRateNow - CostBase;

    /// <summary>What the price did, at today's rate. With the currency gain it makes the unrealised gain, exactly.
    /// </summary>
    public decimal? PriceGainBase => ValueBase - CostAtRateNow;

    private decimal? CostAtRateNow => MoneyGrid.Of(Cost * RateToBase);

    public decimal? RealisedGain => Position.Book.RealisedGain;

    public decimal? RealisedGainBase => Position.Book.RealisedGainBase;

    /// <summary>Shares that were held from before the last session until now: what was bought that day did not move
    /// with it, and what was sold did not reach its close. The cost method has no say in it.</summary>
    public decimal SharesThroughSession { get; private init; }

    /// <summary>Market move of the last session in the security's currency; null without two closes, or where the
    /// last close is stale.</summary>
    public decimal? DailyChange => PriceStatus == PriceStatus.Current && Price is { Previous: { } previous } price
        ? SharesThroughSession * (price.Price - previous)
        : null;

    public decimal? DailyReturn => Price is { Previous: > 0 } price && PriceStatus == PriceStatus.Current
        ? price.Price / price.Previous - 1
        : null;

    public decimal? DailyChangeBase => DailyChange * RateToBase;

    /// <summary>What the shares of <see cref="SharesThroughSession"/> were worth before the session, today's rate.
    /// </summary>
    public decimal? PreviousValueBase =>
        DailyChange is null ? null : SharesThroughSession * Price?.Previous * RateToBase;

    public static Holding Of(Position position, ExchangeRates rates, string baseCurrency, DateOnly asOf)
    {
        var price = PriceOn(position.Security, asOf);
        var calendar = ExchangeCalendar.ForSymbol(position.Symbol, position.Security.Instrument.Exchange);
        var status = price is not { } known ? PriceStatus.Missing
            : known.On < calendar.PreviousTradingDay(asOf) ? PriceStatus.Stale
            : PriceStatus.Current;

        return new(position, price, status, rates.Between(position.Currency, baseCurrency, asOf)?.Value)
        {
            SharesThroughSession = price is { } last ? position.HeldThroughout(last.On) : 0,
        };
    }

    /// <summary>The last close on or before the day, or the quote where that is newer; brought over splits.</summary>
    public static PriceAt? PriceOn(Security security, DateOnly asOf)
    {
        var index = security.Prices.IndexOnOrBefore(asOf);
        PricePoint? last = index < 0 ? null : security.Prices.At(index);
        PricePoint? previous = index < 1 ? null : security.Prices.At(index - 1);
        if (security.NewerQuote(asOf) is { } quote)
        {
            (last, previous) = (quote, last);
        }

        return last is { } at
            ? new(Carried(security, at, asOf), at.On,
                previous is { } before ? Carried(security, before, asOf) : null, previous?.On)
            : null;
    }

    /// <summary>A close of one day in shares of another: divided by the ratio of every split after its own day.
    /// </summary>
    private static decimal Carried(Security security, PricePoint point, DateOnly until)
    {
        var close = point.Close;
        foreach (var split in security.Splits)
        {
            if (split.EffectiveOn > point.On && split.EffectiveOn <= until)
            {
                close = close * split.Old / split.New;
            }
        }

        return close;
    }
}
