using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

/// <summary>A quote as it goes out, in the major unit of its currency; a figure that nobody knows is null.</summary>
/// <param name="ChangePercent">12.5 is 12.5 %.</param>
internal sealed record QuoteData(
    string Symbol,
    decimal Price,
    decimal? Change,
    decimal? ChangePercent,
    long? Volume,
    DateOnly LatestTradingDay,
    decimal? PreviousClose,
    decimal? Open,
    decimal? High,
    decimal? Low,
    string? Currency)
{
    public static QuoteData From(MarketQuote quote) => new(
        quote.Instrument.Symbol,
        Rounding.Price(quote.Last.Close),
        Rounding.Price(quote.Change),
        Rounding.Percent(quote.ChangeFraction),
        quote.Last.Volume,
        quote.Last.On,
        Rounding.Price(quote.PreviousClose),
        Rounding.Price(quote.Last.Open),
        Rounding.Price(quote.Last.High),
        Rounding.Price(quote.Last.Low),
        quote.Instrument.Currency);
}
