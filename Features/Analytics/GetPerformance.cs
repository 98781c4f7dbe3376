using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

/// <summary>Money in base currency. All but the scope, the days and the benchmark's name is null where there was
/// nothing to measure.</summary>
/// <param name="Scope">A symbol, or <c>portfolio</c>.</param>
/// <param name="Fees"><c>included</c> in what was paid in and taken out, or <c>excluded</c>.</param>
internal sealed record GetPerformanceReply(
    string Scope,
    DateOnly? From,
    DateOnly To,
    int? Days,
    string BaseCurrency,
    string Fees,
    decimal? OpeningValue,
    decimal? ClosingValue,
    decimal? PaidIn,
    decimal? TakenOut,
    decimal? Gain,
    decimal? AverageInvestment,
    IReadOnlyList<MeasuredReturn> Returns,
    BenchmarkReturn Benchmark);

/// <param name="Status"><c>ok</c>, <c>partial</c>, <c>ambiguous</c> or <c>unavailable</c>.</param>
internal sealed record MeasuredReturn(
    string Name, decimal? PeriodPercent, decimal? AnnualizedPercent, string Status, string? Reason, string Definition);

/// <param name="Difference">What the portfolio ended with more than the same money in the benchmark.</param>
/// <param name="TwrPercent">Time-weighted with the portfolio's own flows; comparable with the portfolio's.</param>
/// <param name="OwnReturnPercent">Of one unit of the benchmark over the period, dividends reinvested.</param>
internal sealed record BenchmarkReturn(
    string Symbol,
    string? Name,
    decimal? EndValue,
    decimal? Difference,
    decimal? TwrPercent,
    decimal? XirrPercent,
    decimal? OwnReturnPercent,
    string? Reason);

internal static class GetPerformance
{
    /// <summary>Four measures of one period, side by side, each with its definition.</summary>
    /// <param name="from">First day that counts (YYYY-MM-DD); the first trade by default.</param>
    /// <param name="to">Last day that counts; today by default.</param>
    /// <param name="symbol">Measures one symbol alone.</param>
    /// <param name="fees">excluded for the gross view, without the commissions of purchases and sales; included by
    /// default.</param>
    /// <param name="benchmark">SPY by default.</param>
    public static async Task<Results<Reply<GetPerformanceReply>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesDay] string? from,
        [TakesDay] string? to,
        [TakesSymbol] string? symbol,
        [TakesOneOf(FeeView.Included, FeeView.Excluded, Default = FeeView.Included)] string? fees,
        [TakesSymbol(Default = PortfolioSnapshots.BenchmarkDefault)] string? benchmark,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var (firstDay, lastDay) = (query.Day("from", from), query.Day("to", to));
        var scope = query.Symbol("symbol", symbol);
        var index = query.Symbol("benchmark", benchmark) ?? PortfolioSnapshots.BenchmarkDefault;
        var view = FeeView.Read(query, fees);
        if (lastDay > portfolios.Today)
        {
            query.Problems.Add(new("OUT_OF_RANGE", "to must not lie in the future.", "query.to"));
        }

        if (firstDay > (lastDay ?? portfolios.Today))
        {
            query.Problems.Add(new("OUT_OF_RANGE", "from must not be after to.", "query.from"));
        }

        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var computed = await portfolios.OfAsync(
            user, portfolios.Options(lastDay, index), ct, withoutFees: view == FeeView.Excluded);
        var snapshot = computed.Snapshot;
        if (scope is not null && snapshot.Ledger.Trades.All(trade => trade.Symbol != scope))
        {
            return TypedResults.NotFound(Error.NotFound($"There are no transactions of {scope}."));
        }

        var period = PeriodPerformance.Of(snapshot, firstDay, scope);
        return new Reply<GetPerformanceReply>(
            Shape(snapshot, period, scope ?? "portfolio", view), legacy: LegacyShape.Nested)
        {
            Facts = [computed.Facts],
        };
    }

    private static GetPerformanceReply Shape(
        PortfolioSnapshot snapshot, PeriodPerformance? period, string scope, string fees)
    {
        var currency = snapshot.BaseCurrency;
        return new(
            scope,
            period?.From,
            snapshot.AsOf,
            period?.LengthDays,
            currency,
            fees,
            Rounding.Money(period?.OpeningValue, currency),
            Rounding.Money(period?.ClosingValue, currency),
            Rounding.Money(period?.PaidIn, currency),
            Rounding.Money(period?.TakenOut, currency),
            Rounding.Money(period?.Gain, currency),
            Rounding.Money(period?.AverageInvestment.AverageInvestment, currency),
            MeasuredReturns.Of(period),
            Benchmark(snapshot, period));
    }

    private static BenchmarkReturn Benchmark(PortfolioSnapshot snapshot, PeriodPerformance? period)
    {
        var (symbol, currency) = (snapshot.Options.Benchmark, snapshot.BaseCurrency);
        var name = snapshot.Market.Of(symbol).Instrument.Name;
        if (period is null)
        {
            return new(symbol, name, null, null, null, null, null, "There was nothing to measure.");
        }

        var benchmark = BenchmarkPeriod.Of(period, snapshot.Market, symbol, currency);
        var end = benchmark.Simulation?.EndValue;
        return new(
            symbol,
            name,
            Rounding.Money(end, currency),
            Rounding.Money(period.ClosingValue - end, currency),
            Rounding.Percent(benchmark.Matched?.Return),
            Rounding.Percent(benchmark.MoneyWeighted?.Rate),
            Rounding.Percent(benchmark.OwnReturn),
            benchmark.Reason);
    }
}
