using System.Text.Json;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Tests.Domain.Portfolio;

/// <summary>
/// One case of the portfolio vectors, put to our snapshot. Most of their figures leave commissions out, so there are
/// two snapshots: as recorded, and without any fee. The base currency's cash is what was there and what trades moved.
/// </summary>
internal sealed class PortfolioVector(JsonElement one)
{
    private const string NoDate = "2024-01-02";

    public string Id { get; } = one.GetProperty("id").GetString()!;

    public string Kind { get; } = one.GetProperty("kind").GetString()!;

    public string[] Types => [.. Rows("transactions").Select(row => Text(row, "type")!).Distinct()];

    public decimal Tolerance { get; } = one.GetProperty("tolerance").GetDecimal();

    private string FirstDay => Rows("transactions").Select(Date).Min(StringComparer.Ordinal)!;

    private string LastDay => Text(one, "valuation_date")
        ?? (one.TryGetProperty("period", out var period) ? Text(period, "end") : null)
        ?? Rows("transactions").Select(Date).Max(StringComparer.Ordinal)!;

    /// <summary>Each expected figure that is ours too, with ours; the names of the others.</summary>
    public (List<(string Name, decimal Expected, decimal? Ours)> Figures, List<string> Others) Compare()
    {
        var (net, gross) = (Ledger(withFees: true).On(LastDay), Ledger(withFees: false).On(LastDay));
        var (figures, others) = (new List<(string, decimal, decimal?)>(), new List<string>());
        foreach (var figure in one.GetProperty("expected").EnumerateObject())
        {
            decimal? ours = figure.Name switch
            {
                "market_value" or "final_value" => gross.Totals.Value,
                "initial_value" => Ledger(true).On(Text(one.GetProperty("period"), "start")!).Totals.Value,
                "cost_basis" => gross.Positions.Sum(position => position.Book.CostBase),
                "unrealized_pnl" => gross.Totals.UnrealisedGain,
                "realized_pnl" => gross.Totals.RealisedGain,
                "capital_gains_unrealized" => gross.Performance.YearGain,
                "fees" => net.Totals.Fees,
                "dividends" or "earnings" => net.Totals.Income,
                "total_bought" => gross.Totals.Invested,
                "total_sold" => gross.Totals.Sold,
                "total_pnl_before_fees" => gross.Totals.Profit,
                "total_pnl_after_fees" => net.Totals.Profit,
                "quantity" => gross.Positions.Single().Book.Quantity,
                _ => null,
            };
            if (figure.Name == "positions")
            {
                figures.AddRange(figure.Value.EnumerateArray().SelectMany(position => OfPosition(position, gross)));
            }
            else if (figure.Name == "cash" && figure.Value.EnumerateObject().ToArray() is [var cash])
            {
                figures.Add((figure.Name, cash.Value.GetDecimal(), Cash(net, cash.Name)));
            }
            else if (ours is { } known)
            {
                figures.Add((figure.Name, figure.Value.GetDecimal(), known));
            }
            else
            {
                others.Add(figure.Name);
            }
        }

        return (figures, others);
    }

    private static IEnumerable<(string, decimal, decimal?)> OfPosition(JsonElement expected, PortfolioSnapshot snapshot)
    {
        var symbol = Text(expected, "symbol")!;
        var book = snapshot.Positions.Single(position => position.Symbol == symbol).Book;
        foreach (var figure in expected.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Number))
        {
            yield return ($"{symbol} {figure.Name}", figure.Value.GetDecimal(), figure.Name switch
            {
                "quantity" => book.Quantity,
                "cost_basis" => book.CostBase,
                "cost_basis_asset_currency" => book.Cost,
                "average_cost" or "average_cost_asset_currency" => book.Quantity == 0 ? 0 : book.Cost / book.Quantity,
                _ => null,
            });
        }
    }

    private decimal Cash(PortfolioSnapshot snapshot, string currency)
    {
        var opening = one.TryGetProperty("opening", out var state) && state.TryGetProperty("cash", out var cash)
            && cash.TryGetProperty(currency, out var there) ? there.GetDecimal() : 0;
        return opening
            + Rows("transactions").Where(row => Text(row, "type") == "DEPOSIT").Sum(row => Number(row, "amount"))
            + snapshot.Positions.SelectMany(position => position.Flows)
                .Where(flow => flow.On >= Given.Day(FirstDay)).Sum(flow => flow.Out - flow.In)!.Value;
    }

    private Given Ledger(bool withFees)
    {
        var given = new Given(Text(one, "base_currency")!, CostMethod.Average);
        if (one.TryGetProperty("opening", out var opening) && opening.TryGetProperty("positions", out var positions))
        {
            foreach (var row in positions.EnumerateArray())
            {
                var quantity = Number(row, "quantity");
                given.Buy(Text(row, "symbol")!, Given.Day(FirstDay).AddDays(-1).ToString("O"), quantity,
                    Number(row, "cost_basis") / quantity, 0, Text(row, "currency")!);
            }
        }

        foreach (var row in Rows("transactions").Where(row => Text(row, "type") != "DEPOSIT"))
        {
            var quantity = Number(row, "quantity");
            var price = row.TryGetProperty("price", out _) ? Number(row, "price") : Number(row, "amount") / quantity;
            var (symbol, fee) = (Text(row, "symbol")!, withFees ? Number(row, "fee") : 0);
            var currency = Text(row, "currency") ?? Text(one, "base_currency")!;
            decimal? rate = row.TryGetProperty("fx_rate", out var told) ? told.GetDecimal() : null;
            _ = Text(row, "type") switch
            {
                "SELL" => given.Sell(symbol, Date(row), quantity, price, fee, currency, rate),
                "DIVIDEND" => given.Dividend(symbol, Date(row), quantity, price, fee, currency),
                _ => given.Buy(symbol, Date(row), quantity, price, fee, currency, rate),
            };
        }

        foreach (var pair in Rows("fx"))
        {
            // Written USDCHF: francs for a dollar.
            var name = Text(pair, "pair")!;
            given.Rate(name[..3], name[3..],
                [.. pair.GetProperty("rates").EnumerateArray().Select(rate => (Date(rate), Number(rate, "rate")))]);
        }

        foreach (var security in one.TryGetProperty("prices", out var prices) ? prices.EnumerateObject().ToArray() : [])
        {
            given.Security(security.Name, Text(security.Value, "currency"),
            [
                .. security.Value.GetProperty("quotes").EnumerateArray()
                    .Select(quote => (Text(quote, "date") ?? NoDate, quote.GetProperty("close").GetDecimal())),
            ]);
        }

        return given;
    }

    private JsonElement[] Rows(string name) =>
        one.TryGetProperty(name, out var rows) ? [.. rows.EnumerateArray()] : [];

    private static string Date(JsonElement row) => Text(row, "date") ?? NoDate;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static decimal Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var number) ? number.GetDecimal() : 0;
}
