using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxJson;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Reports under the provider's own keys. Every figure is a fixed share of revenue, chosen so that the sums of
/// a report come out; what is left out says "None", as most of the provider's figures do.</summary>
internal static class SandboxStatements
{
    public const double EquityToRevenue = 0.9;

    private const int YearsMax = 20, QuartersMax = 80, ReportedAfterDays = 35;

    private static readonly (string Key, double Share)[] Income =
    [
        ("grossProfit", 0.45), ("totalRevenue", 1), ("costOfRevenue", 0.55), ("costofGoodsAndServicesSold", 0.55),
        ("operatingIncome", 0.26), ("sellingGeneralAndAdministrative", 0.11), ("researchAndDevelopment", 0.08),
        ("operatingExpenses", 0.19), ("investmentIncomeNet", 0), ("netInterestIncome", -0.01),
        ("interestIncome", 0.005), ("interestExpense", 0.015), ("nonInterestIncome", 0),
        ("otherNonOperatingIncome", 0), ("depreciation", 0), ("depreciationAndAmortization", 0.05),
        ("incomeBeforeTax", 0.25), ("incomeTaxExpense", 0.05), ("interestAndDebtExpense", 0),
        ("netIncomeFromContinuingOperations", 0.2), ("comprehensiveIncomeNetOfTax", 0), ("ebit", 0.26),
        ("ebitda", 0.31), ("netIncome", 0.2),
    ];

    private static readonly (string Key, double Share)[] Balance =
    [
        ("totalAssets", 2.2), ("totalCurrentAssets", 0.8), ("cashAndCashEquivalentsAtCarryingValue", 0.25),
        ("cashAndShortTermInvestments", 0.35), ("inventory", 0.15), ("currentNetReceivables", 0.25),
        ("totalNonCurrentAssets", 1.4), ("propertyPlantEquipment", 0.5),
        ("accumulatedDepreciationAmortizationPPE", 0), ("intangibleAssets", 0.6),
        ("intangibleAssetsExcludingGoodwill", 0.2), ("goodwill", 0.4), ("investments", 0),
        ("longTermInvestments", 0.2), ("shortTermInvestments", 0.1), ("otherCurrentAssets", 0.05),
        ("otherNonCurrentAssets", 0.1), ("totalLiabilities", 1.3), ("totalCurrentLiabilities", 0.5),
        ("currentAccountsPayable", 0.2), ("deferredRevenue", 0), ("currentDebt", 0), ("shortTermDebt", 0.1),
        ("totalNonCurrentLiabilities", 0.8), ("capitalLeaseObligations", 0), ("longTermDebt", 0.6),
        ("currentLongTermDebt", 0), ("longTermDebtNoncurrent", 0), ("shortLongTermDebtTotal", 0.7),
        ("otherCurrentLiabilities", 0.2), ("otherNonCurrentLiabilities", 0.2), ("totalShareholderEquity", 0.9),
        ("treasuryStock", 0), ("retainedEarnings", 0.6), ("commonStock", 0.3), ("commonStockSharesOutstanding", 0),
    ];

    private static readonly (string Key, double Share)[] Cash =
    [
        ("operatingCashflow", 0.26), ("paymentsForOperatingActivities", 0), ("proceedsFromOperatingActivities", 0),
        ("changeInOperatingLiabilities", 0), ("changeInOperatingAssets", 0),
        ("depreciationDepletionAndAmortization", 0.05), ("capitalExpenditures", 0.06), ("changeInReceivables", 0),
        ("changeInInventory", 0), ("profitLoss", 0.2), ("cashflowFromInvestment", -0.08),
        ("cashflowFromFinancing", -0.15), ("proceedsFromRepaymentsOfShortTermDebt", 0),
        ("paymentsForRepurchaseOfCommonStock", 0), ("paymentsForRepurchaseOfEquity", 0),
        ("paymentsForRepurchaseOfPreferredStock", 0), ("dividendPayout", 0.05), ("dividendPayoutCommonStock", 0.05),
        ("dividendPayoutPreferredStock", 0), ("proceedsFromIssuanceOfCommonStock", 0),
        ("proceedsFromIssuanceOfLongTermDebtAndCapitalSecuritiesNet", 0),
        ("proceedsFromIssuanceOfPreferredStock", 0), ("proceedsFromRepurchaseOfEquity", -0.1),
        ("proceedsFromSaleOfTreasuryStock", 0), ("stockBasedCompensation", 0.01),
        ("changeInCashAndCashEquivalents", 0.03), ("changeInExchangeRate", 0), ("netIncome", 0.2),
    ];

    public static byte[] Of(SandboxMarket market, SandboxListing listing, string function) => Object(json =>
    {
        var last = LastReported(DateOnly.FromDateTime(market.Now.UtcDateTime));
        var quarters = Enumerable.Range(0, QuartersMax).Select(back => QuarterBack(last, back))
            .Where(end => end >= SandboxCalendar.First).ToArray();
        json.WriteString("symbol", listing.Symbol);
        json.Array("annualReports", quarters.Where(end => end.Month == 12).Take(YearsMax), end => Report(end, 4));
        json.Array("quarterlyReports", quarters, end => Report(end, 1));

        void Report(DateOnly end, int quartersInside)
        {
            // A balance is of one day and is measured by the revenue of a year, whatever the report spans.
            var revenue = YearlyRevenue(listing, end) * (function == "BALANCE_SHEET" ? 4 : quartersInside) / 4;
            json.WriteString("fiscalDateEnding", Text(end));
            json.WriteString("reportedCurrency", listing.Exchange.MajorCurrency);
            foreach (var (key, share) in Lines(function))
            {
                json.WriteString(key, (key, share) switch
                {
                    ("commonStockSharesOutstanding", _) => Whole(listing.SharesMillions * 1e6),
                    (_, 0) => "None",
                    _ => Whole(revenue * share),
                });
            }
        }
    });

    /// <summary>In whole units of the major currency.</summary>
    public static double YearlyRevenue(SandboxListing listing, DateOnly day) =>
        SandboxMarket.Trend(listing, day) / (listing.Exchange.Currency == "GBX" ? 100 : 1)
        * listing.SharesMillions * 1e6 / SandboxOverview.PriceToSales;

    /// <summary>The last quarter whose report is out.</summary>
    public static DateOnly LastReported(DateOnly today)
    {
        var known = today.AddDays(-ReportedAfterDays);
        var month = ((known.Month - 1) / 3 * 3) + 1;
        var quarterStart = new DateOnly(known.Year, month, 1);
        var thisEnd = quarterStart.AddMonths(3).AddDays(-1);
        return thisEnd <= known ? thisEnd : quarterStart.AddDays(-1);
    }

    private static DateOnly QuarterBack(DateOnly end, int quarters) =>
        end.AddDays(1).AddMonths(-3 * quarters).AddDays(-1);

    private static (string Key, double Share)[] Lines(string function) => function switch
    {
        "INCOME_STATEMENT" => Income,
        "BALANCE_SHEET" => Balance,
        _ => Cash,
    };
}
