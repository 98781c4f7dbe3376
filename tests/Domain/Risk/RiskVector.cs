using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

/// <summary>
/// One case of the risk vectors, put to our figures. Their samples are short, so the minimum of 20 observations is
/// lowered; rates of a period are put into ours of a year of 252 periods, and results back into their scale.
/// </summary>
internal static class RiskVector
{
    private const double Year = Statistic.TradingDaysPerYear;

    public static string Id(JsonElement one) => one.GetProperty("id").GetString()!;

    /// <summary>Each expected figure with ours; empty where none of them is ours.</summary>
    public static List<(string Name, double? Expected, double? Actual)> Figures(JsonElement one)
    {
        var figures = new List<(string, double?, double?)>();
        foreach (var figure in one.GetProperty("expected").EnumerateObject())
        {
            double? expected = figure.Value.ValueKind == JsonValueKind.Number ? figure.Value.GetDouble() : null;
            switch (figure.Name)
            {
                case "max_drawdown":
                    // One of the sources reports it as a positive number.
                    var sign = one.TryGetProperty("accumulated_returns", out _) ? -1 : 1;
                    figures.Add((figure.Name, expected, sign * DrawdownOf(one).Depth));
                    break;
                case "longest_recovery":
                    // The dates stand in for figures: of this series the deepest fall also recovers longest.
                    var drawdown = DrawdownOf(one);
                    figures.Add(("start", Day(figure.Value, "start"), drawdown.TroughOn?.DayNumber));
                    figures.Add(("end", Day(figure.Value, "end"), drawdown.RecoveredOn?.DayNumber));
                    break;
                case "period_volatility":
                    // Scaled to the length of the period, not to a year.
                    var volatility = Volatility.Of(Returns(one), 2);
                    figures.Add((figure.Name, expected, volatility.Value * Math.Sqrt(volatility.Observations / Year)));
                    break;
                case "annual_volatility" or "annualised_volatility_simple_returns_sqrt252":
                    // Of simple returns: the denominator of our Sharpe ratio, not our volatility.
                    figures.Add((figure.Name, expected, Moments.SampleDeviation(Returns(one)) * Math.Sqrt(Year)));
                    break;
                case "sharpe":
                    var riskFree = one.GetProperty("risk_free").GetDouble() * Year;
                    figures.Add((figure.Name, expected, SharpeRatio.Of(Returns(one), riskFree, 2).Value));
                    break;
                case "sortino":
                    figures.Add((figure.Name, expected, SortinoRatio.Of(Excess(one), 0, 1).Value));
                    break;
                case "downside_risk":
                    var scale = Math.Sqrt(one.GetProperty("factor").GetDouble() / Year);
                    figures.Add((figure.Name, expected, scale * DownsideDeviation.Of(Excess(one), 0, 1).Value));
                    break;
                case "beta":
                    var (r, b) = Pairs(one);
                    figures.Add((figure.Name, expected, Beta.Of(r, b, 2).Value));
                    break;
                case "alpha":
                    // Theirs is compounded, ours is the arithmetic alpha of Jensen.
                    var (own, other) = Pairs(one);
                    var alpha = Alpha.Of(own, other, 0, 2).Value;
                    figures.Add((figure.Name, expected, alpha is { } a ? Math.Pow(1 + (a / Year), Year) - 1 : null));
                    break;
                case "var":
                    var tail = one.GetProperty("cutoff").GetDouble();
                    figures.Add((figure.Name, expected, ValueAtRisk.Of(Returns(one), tail, 1).Value));
                    break;
                default:
                    break;
            }
        }

        return figures;
    }

    private static Drawdown DrawdownOf(JsonElement one)
    {
        if (one.TryGetProperty("accumulated_returns", out var accumulated))
        {
            var points = accumulated.EnumerateArray().ToList();
            return Drawdown.Of(
                [.. points.Select(point => DateOnly.FromDayNumber(Day(point, "date")))],
                [.. points.Select(point => 1 + point.GetProperty("value").GetDouble())]);
        }

        double[] levels = [1];
        foreach (var value in Returns(one))
        {
            levels = [.. levels, levels[^1] * (1 + value)];
        }

        return Drawdown.Of([.. levels.Select((_, i) => DateOnly.FromDayNumber(i))], levels);
    }

    private static double[] Returns(JsonElement one)
    {
        if (!one.TryGetProperty("returns_nonzero", out var nonzero))
        {
            return [.. Series(one, "returns").OfType<double>()];
        }

        // The order is free: no figure of theirs depends on it.
        var zeros = new double[one.GetProperty("zero_returns").GetInt32()];
        return [.. nonzero.EnumerateArray().Select(value => value.GetDouble()), .. zeros];
    }

    /// <summary>Over the required return of the period: one for all, or one for each. Missing values drop out.
    /// </summary>
    private static double[] Excess(JsonElement one)
    {
        var all = Series(one, "returns");
        if (!one.TryGetProperty("required_return_series", out var required))
        {
            var each = one.GetProperty("required_return").GetDouble();
            return [.. all.OfType<double>().Select(value => value - each)];
        }

        var series = required.EnumerateArray().Select(value => value.GetDouble()).ToList();
        return [.. all.Zip(series, (value, each) => value - each).OfType<double>()];
    }

    private static (double[] Own, double[] Other) Pairs(JsonElement one)
    {
        var pairs = Series(one, "returns").Zip(Series(one, "benchmark_returns"))
            .Where(pair => pair.First is not null && pair.Second is not null)
            .ToList();
        return ([.. pairs.Select(pair => pair.First!.Value)], [.. pairs.Select(pair => pair.Second!.Value)]);
    }

    /// <summary>Null where a value is missing; the window, half open, where the case has one.</summary>
    private static List<double?> Series(JsonElement one, string name)
    {
        var all = one.GetProperty(name).EnumerateArray()
            .Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null)
            .ToList();
        return one.TryGetProperty("window", out var window)
            ? all[window[0].GetInt32()..window[1].GetInt32()]
            : all;
    }

    private static int Day(JsonElement element, string name) =>
        DateOnly.ParseExact(element.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .DayNumber;
}
