using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxJson;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Facts of a company, derived from its price so that they agree with each other and with its reports.
/// </summary>
internal static class SandboxOverview
{
    /// <summary>What a price is made of, the same for all: a fifth of sales is profit, a share sells at 20 times it.
    /// </summary>
    public const double PriceToSales = 4, ProfitMargin = 0.2, GrossMargin = 0.45, OperatingMargin = 0.26;

    public static byte[] Of(SandboxMarket market, SandboxListing listing) => Object(json =>
    {
        var last = market.LastSession;
        if (last < 0)
        {
            return;
        }

        var day = SandboxCalendar.Session(last);
        var price = (double)market.Close(listing, last);
        var unit = listing.Exchange.Currency == "GBX" ? 100 : 1;
        var shares = listing.SharesMillions * 1e6;
        var revenue = SandboxStatements.YearlyRevenue(listing, day);
        var eps = revenue * ProfitMargin / shares;
        var book = revenue * SandboxStatements.EquityToRevenue / shares;
        var paid = market.Dividends(listing).Where(row => row.ExOn <= day).ToArray();
        var perYear = paid.Where(row => row.ExOn > day.AddYears(-1))
            .Sum(row => row.Amount / (decimal)listing.FactorAfter(row.ExOn) / unit);
        (string Name, string Text)[] fields =
        [
            ("Symbol", listing.Symbol), ("AssetType", "Common Stock"), ("Name", listing.Name),
            ("Description", $"{listing.Name}, as the sandbox market invents it: prices and figures are not real."),
            ("CIK", "None"), ("Exchange", listing.Exchange.Name), ("Currency", listing.Exchange.MajorCurrency),
            ("Country", listing.Exchange.Country), ("Sector", listing.Sector), ("Industry", listing.Industry),
            ("Address", "None"), ("OfficialSite", "None"), ("FiscalYearEnd", "December"),
            ("LatestQuarter", Text(SandboxStatements.LastReported(day))),
            ("MarketCapitalization", Whole(price / unit * shares)), ("EBITDA", Whole(revenue * 0.31)),
            ("PERatio", Short(price / unit / eps)), ("PEGRatio", "None"), ("BookValue", Short(book)),
            ("DividendPerShare", perYear > 0 ? Text(perYear) : "None"),
            ("DividendYield", Text(perYear / (decimal)(price / unit))), ("EPS", Short(eps)),
            ("RevenuePerShareTTM", Short(revenue / shares)), ("ProfitMargin", Short(ProfitMargin)),
            ("OperatingMarginTTM", Short(OperatingMargin)), ("ReturnOnAssetsTTM", Short(ProfitMargin / 2.2)),
            ("ReturnOnEquityTTM", Short(ProfitMargin / SandboxStatements.EquityToRevenue)),
            ("RevenueTTM", Whole(revenue)), ("GrossProfitTTM", Whole(revenue * GrossMargin)),
            ("DilutedEPSTTM", Short(eps)), ("QuarterlyEarningsGrowthYOY", Short(SandboxNoise.Exp(listing.Drift) - 1)),
            ("QuarterlyRevenueGrowthYOY", Short(SandboxNoise.Exp(listing.Drift) - 1)), ("AnalystTargetPrice", "None"),
            ("TrailingPE", Short(price / unit / eps)), ("ForwardPE", "-"),
            ("PriceToSalesRatioTTM", Short(price / unit * shares / revenue)),
            ("PriceToBookRatio", Short(price / unit / book)), ("Beta", Short(listing.Volatility / 0.165 * 0.55)),
            .. Ranges(market, listing, last),
            ("SharesOutstanding", Whole(shares)), ("SharesFloat", Whole(shares * 0.98)),
            ("DividendDate", Text(paid is [.., var latest] ? latest.PayOn : null)),
            ("ExDividendDate", Text(paid is [.., var newest] ? newest.ExOn : null)),
        ];
        foreach (var (name, text) in fields)
        {
            json.WriteString(name, text);
        }
    });

    private static IEnumerable<(string Name, string Text)> Ranges(
        SandboxMarket market, SandboxListing listing, int last)
    {
        var closes = Enumerable.Range(Math.Max(0, last - 251), Math.Min(252, last + 1))
            .Select(session => market.Close(listing, session)
                / (decimal)listing.FactorAfter(SandboxCalendar.Session(session))).ToArray();
        yield return ("52WeekHigh", Text(closes.Max()));
        yield return ("52WeekLow", Text(closes.Min()));
        yield return ("50DayMovingAverage", Text(closes.TakeLast(50).Average()));
        yield return ("200DayMovingAverage", Text(closes.TakeLast(200).Average()));
    }
}
