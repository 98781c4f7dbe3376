using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>Performance, series, ledger summary and market of the document, rounded for the wire.</summary>
internal static class PerformanceSections
{
    private const int RecentTransactionsMax = 10;

    public static PerformanceSection Performance(PortfolioSnapshot snapshot)
    {
        var (figures, currency) = (snapshot.Performance, snapshot.BaseCurrency);
        var (chain, money, hasGaps) = (figures.TimeWeighted, figures.MoneyWeighted, snapshot.Daily.Gaps.Count > 0);
        return new(
            Rounding.Money(figures.DailyChange, currency),
            Rounding.Percent(figures.DailyReturn),
            Rounding.Money(figures.YearGain, currency),
            Rounding.Percent(figures.YearReturn),
            Rounding.Percent(snapshot.Totals.ProfitReturn),
            Rounding.Percent(figures.Volatility.Value),
            Rounding.Ratio(figures.Sharpe.Value),
            Rounding.Percent(figures.Drawdown.Depth),
            Rounding.Percent(money.Rate),
            Rounding.Percent(money.Headline),
            Status(Caveat.Of(money, figures.MoneyIsWhole)),
            Rounding.Percent(money.PeriodReturn),
            Rounding.Percent(chain.Return),
            Rounding.Percent(chain.Annualised),
            Status(Caveat.Of(chain, hasGaps)),
            Rounding.Ratio(figures.Sortino.Value),
            Rounding.Ratio(figures.Beta.Value),
            Rounding.Percent(figures.Alpha.Value),
            Rounding.Percent(figures.ValueAtRisk.Value),
            figures.Drawdown.PeakOn,
            figures.Drawdown.TroughOn,
            figures.Drawdown.RecoveredOn,
            figures.Volatility.Observations,
            (decimal)snapshot.Options.RiskFreeAnnual,
            Benchmark(snapshot),
            Reasons.Of(snapshot));
    }

    public static TransactionsSection Transactions(PortfolioSnapshot snapshot)
    {
        var (totals, currency) = (snapshot.Totals, snapshot.BaseCurrency);
        return new(
            totals.Trades,
            totals.FirstTradeOn,
            totals.LastTradeOn,
            Rounding.Money(totals.RealisedGain, currency),
            Rounding.Money(totals.Invested, currency),
            Rounding.Money(totals.Sold, currency),
            Rounding.Money(totals.Invested - totals.Sold, currency),
            Rounding.Money(totals.Fees, currency),
            totals.Buys,
            totals.Sells,
            totals.Dividends,
            snapshot.Ledger.CostMethod.ToString().ToLowerInvariant(),
            [
                .. snapshot.Ledger.Trades.Where(trade => trade.On <= snapshot.AsOf).Reverse()
                    .Take(RecentTransactionsMax).Select(trade => new RecentTransaction(
                        trade.Id,
                        trade.Symbol,
                        trade.Kind == TradeKind.Dividend ? "DIVIDEND" : trade.Kind.ToString(),
                        trade.Quantity,
                        trade.Price,
                        trade.Currency,
                        trade.On)),
            ]);
    }

    public static TimeSeriesSection Series(PortfolioSnapshot snapshot)
    {
        var (days, currency) = (snapshot.Daily.Days, snapshot.BaseCurrency);
        var invested = 0m;
        return new(
            [.. days.Select(day => new SeriesPoint(day.On, Rounding.Money(day.Value, currency)))],
            [.. (snapshot.Benchmark.Simulation?.Values ?? [])
                .Select(point => new SeriesPoint(point.On, Rounding.Money(point.Close, currency)))],
            [.. days.Select(day => new SeriesPoint(day.On, Rounding.Money(invested += day.In - day.Out, currency)))],
            days.Count > 0 ? new(days[0].On, days[^1].On) : null,
            days.Count);
    }

    public static MarketSection Market(PortfolioSnapshot snapshot, DateTimeOffset now)
    {
        var (exchange, spread) = (ExchangeCalendar.Nyse, snapshot.Concentration);
        var state = exchange.StateAt(now);
        var gains = GainSpread.Of(snapshot.Holdings);
        var exposures = Exposure.Of(
            snapshot.Holdings, snapshot.Market.Rates, snapshot.BaseCurrency, snapshot.AsOf);
        return new(
            new(state.IsOpen, state.Session.ToString().ToLowerInvariant(), state.Timezone, state.IsHoliday,
                exchange.NextOpen(now), exchange.NextClose(now)),
            new(Rounding.Ratio(spread.DiversificationScore), spread.Risk, Rounding.Ratio(spread.LargestWeight),
                spread.Positions),
            new(Rounding.Ratio(gains.Share), gains.Count, gains.Level),
            [
                .. exposures.Select(part => new CurrencyExposure(
                    part.Currency,
                    Rounding.Money(part.Value, snapshot.BaseCurrency),
                    Rounding.Percent(part.Weight)!.Value,
                    part.Rate is { } rate ? Rounding.Rate(rate) : null,
                    Rounding.Percent(part.ChangeOfDay),
                    Rounding.Percent(part.ChangeOfMonth),
                    part.Currency != snapshot.BaseCurrency)),
            ],
            [
                .. RateAlert.Of(exposures, snapshot.BaseCurrency).Select(alert => new RateAlertRow(
                    alert.Currency, alert.Days, Rounding.Percent(alert.Change)!.Value,
                    Rounding.Money(alert.Effect, snapshot.BaseCurrency))),
            ]);
    }

    /// <summary>Rate into base of every foreign currency held, as <c>"EUR/USD"</c>; null where unknown.</summary>
    public static IReadOnlyDictionary<string, decimal?> Conversions(PortfolioSnapshot snapshot) =>
        snapshot.Holdings.Select(holding => holding.Position.Currency)
            .Where(currency => currency != snapshot.BaseCurrency)
            .Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(currency => $"{currency}/{snapshot.BaseCurrency}", currency =>
                snapshot.Market.Rates.Between(currency, snapshot.BaseCurrency, snapshot.AsOf) is { } rate
                    ? (decimal?)Rounding.Rate(rate.Value)
                    : null);

    private static BenchmarkSummary Benchmark(PortfolioSnapshot snapshot)
    {
        var (benchmark, currency) = (snapshot.Benchmark, snapshot.BaseCurrency);
        return new(
            benchmark.Symbol,
            snapshot.Market.Of(benchmark.Symbol).Instrument.Name,
            Rounding.Money(benchmark.Simulation?.EndValue, currency),
            Rounding.Money(benchmark.Difference, currency),
            Rounding.Percent(benchmark.TimeWeighted),
            Rounding.Percent(benchmark.MoneyWeighted?.Rate));
    }

    private static string Status(Caveat caveat) => caveat.Status.ToString().ToLowerInvariant();
}
