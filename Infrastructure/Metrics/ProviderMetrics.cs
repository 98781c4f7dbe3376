using System.Diagnostics.Metrics;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Infrastructure.Metrics;

/// <summary>The state of the provider; its calls are counted where they are made.</summary>
internal sealed class ProviderMetrics
{
    public const string MeterName = "PortfolioTracker.ProviderState";

    private static readonly string[] States = [ProviderBreaker.Closed, ProviderBreaker.HalfOpen, ProviderBreaker.Open];

    public ProviderMetrics(IMeterFactory meters, ProviderBudget budget, ProviderBreaker breaker)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("provider.budget.limit", () => Known(budget.DailyLimit));
        meter.CreateObservableGauge("provider.budget.left", () => Known(budget.CallsLeftToday));
        meter.CreateObservableGauge("provider.breaker", () =>
        {
            var now = breaker.State;
            return States.Select(state =>
                new Measurement<int>(state == now ? 1 : 0, new KeyValuePair<string, object?>("state", state)));
        });
    }

    private static Measurement<int>[] Known(int? value) => value is { } number ? [new(number)] : [];
}
