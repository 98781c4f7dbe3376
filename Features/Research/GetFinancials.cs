using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

/// <param name="CacheStatus"><c>hit</c>, <c>miss</c> where it was fetched just now, <c>force_refresh</c> where somebody
/// insisted, or <c>stale</c>.</param>
internal sealed record FinancialsFacts(
    string Symbol, string DataType, string CacheStatus, string? DataSource, DateTimeOffset? LastUpdated);

internal static class GetFinancials
{
    /// <summary>Overview or statement of a company, at most a day old. Figures stand under the provider's own names.
    /// </summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    /// <param name="data_type">OVERVIEW (default), INCOME_STATEMENT, BALANCE_SHEET or CASH_FLOW; also overview, income,
    /// balance, cashflow.</param>
    /// <param name="force_refresh">Asks the provider anew, but for what was asked within the last minute.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Results<Reply<CompanyFigures>, Reply<StatementsReply>, NotFound<Error>, BadRequest<Error>,
        UnprocessableEntity<Error>>> Handle(
            [TakesSymbol] string symbol,
            [TakesOneOf("OVERVIEW", "INCOME_STATEMENT", "BALANCE_SHEET", "CASH_FLOW", Default = "OVERVIEW")]
            string? data_type,
            [TakesBool(Default = false)] string? force_refresh,
            CurrentUser user,
            [FromServices] FinancialData financials,
            [FromServices] ProviderAbsence absence,
            CancellationToken ct)
#pragma warning restore CA1707
    {
        var query = new QueryRules();
        var ticker = query.Symbol("symbol", symbol);
        var force = query.Bool("force_refresh", force_refresh, byDefault: false);
        if (ticker is null || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        if (FinancialData.KindOf(data_type) is not { } kind)
        {
            return TypedResults.BadRequest(Error.BadRequest(Unsupported(data_type), "query.data_type"));
        }

        var function = DocumentFetch.FunctionOf(kind);
        var reading = await financials.ReadAsync(kind, ticker, force, ct);
        if (reading.Document is not { } document)
        {
            return ProviderAbsence.IsKnown(reading.Fetch)
                ? TypedResults.NotFound(Error.NotFound($"The provider has no {function} of {ticker}."))
                : throw absence.Refusal($"{function} of {ticker}", reading.Fetch);
        }

        FinancialsFacts[] facts = [Facts(ticker, function, reading)];
        return kind == FetchKind.Overview
            ? new Reply<CompanyFigures>(
                await financials.FiguresAsync(ticker, document, ct), "Overview retrieved", LegacyShape.Nested)
            {
                Facts = facts,
            }
            : new Reply<StatementsReply>(
                FinancialData.Reports(ticker, document), "Statements retrieved", LegacyShape.Nested)
            {
                Facts = facts,
            };
    }

    public static string Unsupported(string? type) =>
        $"Unsupported data_type: {type}. Use OVERVIEW, INCOME_STATEMENT, BALANCE_SHEET or CASH_FLOW.";

    public static FinancialsFacts Facts(string symbol, string function, DocumentReading reading) => new(
        symbol, function, reading.Status.Text(), reading.Document?.Source, reading.Document?.FetchedAt);
}
