namespace PortfolioTracker.Tests.Contract;

/// <summary>What the web client reads on its research screen: header, side bar, statements and news.</summary>
internal static class ResearchReads
{
    private static readonly Dictionary<string, string> Statements = new()
    {
        ["INCOME_STATEMENT"] =
            """
            totalRevenue costOfRevenue costofGoodsAndServicesSold grossProfit operatingIncome operatingExpenses
            sellingGeneralAndAdministrative researchAndDevelopment depreciationAndAmortization interestIncome
            interestExpense netInterestIncome incomeBeforeTax incomeTaxExpense netIncome
            netIncomeFromContinuingOperations ebit ebitda
            """,
        ["BALANCE_SHEET"] =
            """
            totalAssets totalCurrentAssets cashAndCashEquivalentsAtCarryingValue cashAndShortTermInvestments inventory
            currentNetReceivables totalNonCurrentAssets propertyPlantEquipment goodwill intangibleAssets
            intangibleAssetsExcludingGoodwill longTermInvestments totalLiabilities totalCurrentLiabilities
            currentAccountsPayable currentDebt shortTermDebt totalNonCurrentLiabilities longTermDebt
            longTermDebtNoncurrent totalShareholderEquity retainedEarnings commonStock commonStockSharesOutstanding
            treasuryStock
            """,
        ["CASH_FLOW"] =
            """
            operatingCashflow depreciationDepletionAndAmortization changeInReceivables changeInInventory profitLoss
            capitalExpenditures cashflowFromInvestment cashflowFromFinancing dividendPayout dividendPayoutCommonStock
            dividendPayoutPreferredStock proceedsFromIssuanceOfCommonStock proceedsFromIssuanceOfPreferredStock
            proceedsFromRepurchaseOfEquity proceedsFromIssuanceOfLongTermDebtAndCapitalSecuritiesNet
            changeInCashAndCashEquivalents netIncome
            """,
    };

    public static IEnumerable<string> StatementNames => Statements.Keys;

    public static string[] Overview =>
    [
        "$ > fundamentals:obj price_data:obj",
        "fundamentals > name:str exchange:str description:text sector:str industry:str country:str pe_ratio:num? "
            + "eps:num? market_cap:num? dividend_yield:num? beta:num? book_value:num? peg_ratio:num? "
            + "price_to_sales:num? price_to_book:num? forward_pe:num? quarterly_revenue_growth:num? "
            + "quarterly_earnings_growth:num? profit_margin:num? operating_margin:num? dividend_per_share:num? "
            + "ex_dividend_date:date? dividend_date:date? earnings_date:date? 52_week_high:num? 52_week_low:num? "
            + "50_day_ma:num? 200_day_ma:num?",
        "price_data > price:num change:num? change_percent:num?",
    ];

    public static string[] News =>
    [
        "$ > success:true data:obj",
        "data > articles:arr items:int",
        "data.articles[] > title:str url:str source:str summary:text time_published:str authors:arr topics:arr "
            + "banner_image:text? overall_sentiment_label:str overall_sentiment_score:num ticker_sentiment:obj?",
        "data.articles[].topics[] > topic:str",
    ];

    /// <summary>Every key is there; null is what the company does not tell.</summary>
    public static string[] Statement(string name)
    {
        var keys = string.Join(' ', Statements[name].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(key => $"{key}:num?"));
        return
        [
            "$ > success:true data:obj",
            "data > annual_reports:arr quarterly_reports:arr",
            $"data.annual_reports[] > fiscalDateEnding:date {keys}",
            $"data.quarterly_reports[] > fiscalDateEnding:date {keys}",
        ];
    }
}
