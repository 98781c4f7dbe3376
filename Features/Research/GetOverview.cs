using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

internal sealed record PriceMetadata(
    string Symbol, string? DataSource, DateTimeOffset? Timestamp, string Message, string MarketStatus);

/// <param name="PriceData">Null where no price is known.</param>
internal sealed record GetOverviewReply(
    string Symbol, QuoteData? PriceData, CompanyFigures Fundamentals, PriceMetadata PriceMetadata);

internal static class GetOverview
{
    /// <summary>Price and figures of a company in one answer. What is not known is null: of funds the provider has no
    /// figures. The user's own price stands where there is no other.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    public static async Task<Results<Reply<GetOverviewReply>, NotFound<Error>, BadRequest<Error>,
        UnprocessableEntity<Error>>> Handle(
            [TakesSymbol(Required = true)] string? symbol,
            CurrentUser user,
            [FromServices] MarketQuotes quotes,
            [FromServices] OwnPriceBook own,
            [FromServices] FinancialData financials,
            [FromServices] MarketStore store,
            [FromServices] ProviderAbsence absence,
            [FromServices] TimeProvider clock,
            CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(symbol))
        {
            return TypedResults.BadRequest(Error.BadRequest("symbol is required.", "query.symbol"));
        }

        var query = new QueryRules();
        if (query.Symbol("symbol", symbol.Trim()) is not { } ticker)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var price = quotes.OfAsync(ticker, ct);
        var overview = financials.ReadAsync(FetchKind.Overview, ticker, force: false, ct);
        await Task.WhenAll(price, overview);
        var reading = await own.InPlaceOfAsync(await price, ticker, user, ct);
        var (quote, document) = (reading.Quote, (await overview).Document);
        var instrument = (await store.ViewAsync([ticker], [], "USD", ct)).Of(ticker).Instrument;
        if (quote is null && document is null && instrument.Name is null)
        {
            return ProviderAbsence.IsKnown(reading.Fetch)
                ? TypedResults.NotFound(Error.NotFound($"The provider knows no symbol {ticker}."))
                : throw absence.Refusal($"The overview of {ticker}", reading.Fetch);
        }

        var figures = document is null
            ? CompanyFigures.From(instrument)
            : await financials.FiguresAsync(ticker, document, ct);
        return new Reply<GetOverviewReply>(
            new(
                ticker, quote is null ? null : QuoteData.From(quote), figures,
                Metadata(ticker, quote, instrument, clock)),
            document is null ? $"There are no fundamentals of {ticker}." : "Overview retrieved");
    }

    private static PriceMetadata Metadata(
        string symbol, MarketQuote? quote, Instrument instrument, TimeProvider clock)
    {
        var state = ExchangeCalendar.ForSymbol(symbol, instrument.Exchange).StateAt(clock.GetUtcNow());
        return new(
            symbol,
            quote?.Last.Source,
            quote?.Last.FetchedAt,
            quote is null ? "No price is known." : $"Price of {quote.Last.On:yyyy-MM-dd}",
            state.IsOpen ? "open" : "closed");
    }
}
