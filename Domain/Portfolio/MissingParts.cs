using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>Names what a figure would have needed and nobody knows: per symbol, what, and since when.</summary>
internal static class MissingParts
{
    public static IReadOnlyList<MissingPart> Of(
        IReadOnlyList<Position> positions,
        IReadOnlyList<Holding> holdings,
        DailyValues daily,
        BenchmarkComparison benchmark,
        ExchangeRates rates,
        string baseCurrency)
    {
        var parts = new List<MissingPart>();
        foreach (var holding in holdings)
        {
            if (holding.PriceStatus == PriceStatus.Missing)
            {
                parts.Add(new(holding.Symbol, "price", holding.Position.Trades[0].On));
            }
            else if (holding.PriceStatus == PriceStatus.Stale)
            {
                parts.Add(new(holding.Symbol, "fresh_price", holding.Price?.On));
            }

            if (holding.Position.Security.Doubted is { } doubted)
            {
                parts.Add(new(holding.Symbol, "price_quarantined", doubted.On));
            }

            if (holding.RateToBase is null)
            {
                parts.Add(new($"{holding.Position.Currency}/{baseCurrency}", "exchange_rate", null));
            }

            AddDoubted(parts, rates, holding.Position.Currency, baseCurrency);
        }

        foreach (var position in positions)
        {
            foreach (var flow in position.Flows.Where(flow => !flow.IsKnown).Take(1))
            {
                parts.Add(new(position.Symbol, "exchange_rate_of_trade_day", flow.On));
            }

            if (position.LocalRateMissingOn is { } rowOn)
            {
                parts.Add(new(position.Symbol, "exchange_rate_of_trade_day", rowOn));
            }

            if (position.Security.Instrument is { Currency: null } or { CurrencyIsGuess: true })
            {
                parts.Add(new(position.Symbol, "currency", null));
            }

            AddActions(parts, position.Security, position.Trades[0].On);
            if (position.Book.Shortfall is { } shortfall)
            {
                parts.Add(new(position.Symbol, "shares_sold", shortfall.On));
            }

            foreach (var action in position.Security.PendingActions)
            {
                if (action.EffectiveOn >= position.Trades[0].On && action.EffectiveOn <= daily.Days[^1].On)
                {
                    parts.Add(new(position.Symbol, "corporate_action", action.EffectiveOn));
                }
            }
        }

        parts.AddRange(daily.Gaps.Select(gap => new MissingPart(gap.Symbol, "price_history", gap.From)));
        if (positions.Count > 0 && benchmark.Simulation is null)
        {
            parts.Add(new(benchmark.Symbol, "benchmark_history", daily.Days[0].On));
        }
        else if (benchmark.Simulation is { MissingFlows.Count: > 0 } simulation)
        {
            parts.Add(new(benchmark.Symbol, "benchmark_price_of_flow", simulation.MissingFlows[0]));
        }

        if (benchmark.Index is { } index)
        {
            AddActions(parts, index, daily.Days[0].On);
        }

        return [.. parts.Distinct()];
    }

    /// <summary>
    /// How complete the picture is, 0 to 100: of each holding's price, its freshness, its exchange rate and its cost,
    /// the share that is known. 100 for an empty portfolio: nothing is missing there.
    /// </summary>
    public static decimal Completeness(IReadOnlyList<Holding> holdings)
    {
        const int partsOfHolding = 4;
        if (holdings.Count == 0)
        {
            return 100;
        }

        var known = 0;
        foreach (var holding in holdings)
        {
            known += holding.Price is not null ? 1 : 0;
            known += holding.PriceStatus == PriceStatus.Current ? 1 : 0;
            known += holding.RateToBase is not null ? 1 : 0;
            known += holding.CostBase is not null ? 1 : 0;
        }

        return Math.Round(100m * known / (partsOfHolding * holdings.Count), 1);
    }

    /// <summary>Rates that were told and not believed: every currency is kept against the dollar.</summary>
    private static void AddDoubted(List<MissingPart> parts, ExchangeRates rates, string currency, string baseCurrency)
    {
        foreach (var side in currency == baseCurrency ? [] : (string[])[currency, baseCurrency])
        {
            if (rates.Doubted.TryGetValue(side, out var rate))
            {
                parts.Add(new($"{side}/USD", "exchange_rate_quarantined", rate.On));
            }
        }
    }

    /// <summary>Splits and dividends that nobody has told yet.</summary>
    private static void AddActions(List<MissingPart> parts, Security security, DateOnly since)
    {
        if (!security.SplitsAreKnown)
        {
            parts.Add(new(security.Instrument.Symbol, "splits", since));
        }

        if (!security.DividendsAreKnown)
        {
            parts.Add(new(security.Instrument.Symbol, "dividends", since));
        }
    }
}
