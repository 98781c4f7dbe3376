using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

internal static class RefreshFinancials
{
    /// <summary>Asks the provider anew for overview or statement of a company. Only for administrators: each call costs
    /// one of the day's.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    /// <param name="data_type">As of the financials.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Results<Reply<CompanyFigures>, Reply<StatementsReply>, NotFound<Error>, BadRequest<Error>,
        UnprocessableEntity<Error>>> Handle(
            [TakesSymbol(Required = true)] string? symbol,
            [TakesOneOf("OVERVIEW", "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", Default = "OVERVIEW")]
            string? data_type,
            CurrentUser user,
            [FromServices] FinancialData financials,
            [FromServices] ProviderAbsence absence,
            CancellationToken ct)
#pragma warning restore CA1707
    {
        if (!user.IsAdmin)
        {
            throw new RefusedException(
                StatusCodes.Status403Forbidden, Error.For(403, "Only an administrator may force a refresh."));
        }

        var query = new QueryRules();
        var ticker = query.Symbol("symbol", symbol);
        if (ticker is null)
        {
            if (query.Problems.Count == 0)
            {
                query.Problems.Add(new("MISSING", "symbol is required.", "query.symbol"));
            }

            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        if (FinancialData.KindOf(data_type) is not { } kind)
        {
            return TypedResults.BadRequest(Error.BadRequest(
                GetFinancials.Unsupported(data_type), "query.data_type"));
        }

        var function = DocumentFetch.FunctionOf(kind);
        var reading = await financials.ReadAsync(kind, ticker, force: true, ct);
        if (reading is not { Document: { } document, Status: CacheStatus.ForceRefresh or CacheStatus.Hit })
        {
            return ProviderAbsence.IsKnown(reading.Fetch)
                ? TypedResults.NotFound(Error.NotFound($"The provider has no {function} of {ticker}."))
                : throw absence.Refusal($"A newer {function} of {ticker}", reading.Fetch);
        }

        var message = $"Successfully refreshed {ticker}:{function}";
        FinancialsFacts[] facts = [GetFinancials.Facts(ticker, function, reading)];
        return kind == FetchKind.Overview
            ? new Reply<CompanyFigures>(
                await financials.FiguresAsync(ticker, document, ct), message, LegacyShape.Nested)
            {
                Facts = facts,
            }
            : new Reply<StatementsReply>(FinancialData.Reports(ticker, document), message, LegacyShape.Nested)
            {
                Facts = facts,
            };
    }
}
