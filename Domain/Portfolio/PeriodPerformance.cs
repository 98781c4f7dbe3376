using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>
/// How the portfolio, or one symbol of it, did between two days: the same money measured in four ways. Base currency;
/// returns are fractions. One symbol is measured as a portfolio of its own: each trade crosses its border.
/// </summary>
/// <param name="From">The first day that counts; what was there on the evening before is the opening value. Never
/// before the first trade.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="PaidIn">Buys with their fees.</param>
/// <param name="TakenOut">Sales net of their fees, and dividends.</param>
/// <param name="Days">Of the period, ascending; begins with <paramref name="From"/> where there is an opening value.
/// </param>
/// <param name="ModifiedDietz">Null where it cannot be computed (<see cref="Returns.ModifiedDietz"/>).</param>
/// <param name="AverageInvestment">On the moving average cost, whatever the user's lot method; null where a price or
/// a rate is missing in the period.</param>
/// <param name="Gaps">Stretches of the period in which something held could not be valued and is left out.</param>
internal sealed record PeriodPerformance(
    DateOnly From,
    DateOnly To,
    decimal OpeningValue,
    decimal ClosingValue,
    decimal PaidIn,
    decimal TakenOut,
    IReadOnlyList<ValueDay> Days,
    TimeWeightedReturn TimeWeighted,
    Xirr MoneyWeighted,
    decimal? ModifiedDietz,
    AverageInvestmentReturn AverageInvestment,
    IReadOnlyList<Uncovered> Gaps)
{
    /// <summary>Whether the money-weighted return counts payments of the ledger that are not those of
    /// <see cref="Days"/> (<see cref="DailyValues.HasLateMoney"/>).</summary>
    public bool HasLateMoney { get; private init; }

    /// <summary>False where the money-weighted return leaves something out.</summary>
    public bool MoneyIsWhole { get; private init; }

    public decimal Gain => ClosingValue + TakenOut - OpeningValue - PaidIn;

    /// <summary>Calendar days, both ends counted.</summary>
    public int LengthDays => To.DayNumber - From.DayNumber + 1;

    /// <summary>Null where there is no trade in the scope. The end of the period is the day of the snapshot.</summary>
    /// <param name="from">Null: from the first trade.</param>
    /// <param name="symbol">Null: the whole portfolio.</param>
    public static PeriodPerformance? Of(PortfolioSnapshot snapshot, DateOnly? from = null, string? symbol = null)
    {
        var positions = snapshot.Positions.Where(position => symbol is null || position.Symbol == symbol).ToArray();
        if (positions.Length == 0 || from > snapshot.AsOf)
        {
            return null;
        }

        var daily = symbol is null
            ? snapshot.Daily
            : DailyValues.Of(positions, snapshot.Market.Rates, snapshot.BaseCurrency, snapshot.AsOf);
        var isWholeLife = from is not { } asked || asked <= daily.Days[0].On;
        var first = isWholeLife ? daily.Days[0].On : from!.Value;
        var (opening, days) = Window(daily, first);
        var chain = TimeWeightedReturn.Of(opening, days);
        var wholeLife = isWholeLife ? WholeLife(snapshot, symbol, chain) : default;
        var gaps = daily.Gaps.Where(gap => gap.Until >= first).ToArray();

        return new(
            first,
            snapshot.AsOf,
            opening,
            days[^1].Value,
            days.Sum(day => day.In),
            days.Sum(day => day.Out),
            days,
            chain,
            wholeLife.Money ?? MoneyWeightedOf(opening, days, first, chain),
            DietzOf(opening, days, first),
            gaps.Length > 0 ? new(null, null) : AverageInvestmentOf(positions, opening, days, first),
            gaps)
        {
            HasLateMoney = isWholeLife && daily.HasLateMoney,
            MoneyIsWhole = gaps.Length == 0 || wholeLife.IsWhole,
        };
    }

    /// <summary>From the payments of the ledger, which are there also while nothing can be valued, and whether none of
    /// them is left out. The portfolio's own figure is computed once, in the snapshot.</summary>
    private static (Xirr? Money, bool IsWhole) WholeLife(
        PortfolioSnapshot snapshot, string? symbol, TimeWeightedReturn chain)
    {
        if (symbol is null)
        {
            return (snapshot.Performance.MoneyWeighted, snapshot.Performance.MoneyIsWhole);
        }

        var money = PositionResult.Of(snapshot).First(result => result.Position.Symbol == symbol)
            .MoneyWeighted(snapshot.AsOf, chain.Annualised ?? (double?)chain.Return);
        return (money, money is not null);
    }

    private static (decimal Opening, ValueDay[] Days) Window(DailyValues daily, DateOnly first)
    {
        var opening = 0m;
        var days = new List<ValueDay>();
        foreach (var day in daily.Days)
        {
            if (day.On < first)
            {
                opening = day.Value;
            }
            else
            {
                days.Add(day);
            }
        }

        // What is held on the evening before lives through the first day, also where nothing traded on it.
        if (opening > 0 && days[0].On > first)
        {
            days.Insert(0, new(first, opening, 0, 0));
        }

        return (opening, [.. days]);
    }

    private static Xirr MoneyWeightedOf(decimal opening, ValueDay[] days, DateOnly first, TimeWeightedReturn chain) =>
        Xirr.Of(
            [
                new(first.AddDays(-1), -opening),
                .. days.Select(day => new CashFlow(day.On, day.Out - day.In)),
                new(days[^1].On, days[^1].Value),
            ],
            chain.Annualised ?? (double?)chain.Return);

    /// <summary>From the evening before, or else from the first day on which money was there.</summary>
    private static decimal? DietzOf(decimal opening, ValueDay[] days, DateOnly first)
    {
        var active = days.FirstOrDefault(day => day.In != 0 || day.Out != 0 || day.Value != 0, days[^1]);
        return Returns.ModifiedDietz.Of(
            opening,
            days[^1].Value,
            opening > 0 ? first.AddDays(-1) : active.On,
            days[^1].On,
            [.. days.Select(day => new CashFlow(day.On, day.Out - day.In))]);
    }

    private static AverageInvestmentReturn AverageInvestmentOf(
        Position[] positions, decimal opening, ValueDay[] days, DateOnly first)
    {
        if (InvestmentLevels.Of(positions) is not { } levels)
        {
            return new(null, null);
        }

        var (before, inPeriod) = (new InvestmentLevel(first.AddDays(-1), 0), new List<InvestmentLevel>());
        foreach (var level in levels)
        {
            if (level.On < first)
            {
                before = before with { Investment = level.Investment };
            }
            else
            {
                inPeriod.Add(level);
            }
        }

        var dividends = positions.SelectMany(position => position.Trades.Zip(position.Flows))
            .Where(pair => pair.First.Kind == TradeKind.Dividend && pair.First.On >= first).ToArray();
        var gain = days[^1].Value - opening - days.Sum(day => day.In - day.Out)
            - dividends.Sum(pair => pair.Second.Out!.Value);
        return AverageInvestmentReturn.Of(
            gain, [before, .. inPeriod], days[^1].On, dividends.Select(pair => pair.First.On).ToHashSet());
    }
}
