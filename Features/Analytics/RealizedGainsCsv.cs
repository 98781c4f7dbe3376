using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Analytics;

/// <summary>The lots of a year as a table (RFC 4180): a header, one line a lot; unknown figures are empty.</summary>
internal static class RealizedGainsCsv
{
    private const string Header =
        "symbol,bought_on,sold_on,holding_days,term,quantity,currency,proceeds,cost,gain,base_currency,proceeds_base,"
        + "cost_base,gain_base,currency_gain_base,price_gain_base,buy_transaction_id,sell_transaction_id";

    /// <summary>The client named text/csv, and does not like JSON better.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var (csv, json) = (0.0, 0.0);
        foreach (var accepted in request.GetTypedHeaders().Accept)
        {
            var (type, quality) = (accepted.MediaType, accepted.Quality ?? 1);
            csv = type.Equals("text/csv", StringComparison.OrdinalIgnoreCase) ? quality : csv;
            json = type.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? quality : json;
        }

        return csv > 0 && csv >= json;
    }

    public static FileContentHttpResult Of(GetRealizedGainsReply reply)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var row in reply.Lots)
        {
            text.AppendJoin(',',
                Text(row.Symbol), Day(row.BoughtOn), Day(row.SoldOn), Number(row.HoldingDays), row.Term,
                Number(row.Quantity), Text(row.Currency), Number(row.Proceeds), Number(row.Cost), Number(row.Gain),
                Text(reply.BaseCurrency), Number(row.ProceedsBase), Number(row.CostBase), Number(row.GainBase),
                Number(row.CurrencyGainBase), Number(row.PriceGainBase), row.BuyTransactionId,
                row.SellTransactionId).Append("\r\n");
        }

        return TypedResults.File(
            Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"realized-gains-{reply.Year}.csv");
    }

    /// <summary>A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe makes it text.
    /// Numbers are our own and keep their sign.</summary>
    public static string Text(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal? number) =>
        number is { } known ? ExactDecimal.Trim(known).ToString(CultureInfo.InvariantCulture) : "";
}
