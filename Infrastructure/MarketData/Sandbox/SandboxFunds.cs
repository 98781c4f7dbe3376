using static PortfolioTracker.Infrastructure.MarketData.Sandbox.SandboxJson;

namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>What the sandbox's funds hold: a mix of sectors by kind of fund, and the sandbox's own shares.</summary>
internal static class SandboxFunds
{
    private static readonly string[] Sectors =
    [
        "INFORMATION TECHNOLOGY", "FINANCIALS", "HEALTHCARE", "CONSUMER DISCRETIONARY", "COMMUNICATION SERVICES",
        "INDUSTRIALS", "CONSUMER STAPLES", "ENERGY", "UTILITIES", "MATERIALS", "REAL ESTATE",
    ];

    public static byte[] Profile(SandboxMarket market, SandboxListing fund) => Object(json =>
    {
        var last = market.LastSession;
        var assets = last < 0 ? 0 : (double)market.Close(fund, last) * fund.SharesMillions * 1e6;
        json.WriteString("net_assets", Whole(assets));
        json.WriteString("net_expense_ratio", "0.001");
        json.WriteString("portfolio_turnover", "n/a");
        json.WriteString("dividend_yield", Short(fund.Yield));
        json.WriteString("inception_date", "2000-05-15");
        json.WriteString("leveraged", "NO");
        json.Array("sectors", Sectors.Zip(Weights(fund)).Where(pair => pair.Second > 0), pair =>
        {
            json.WriteString("sector", pair.First);
            json.WriteString("weight", Short(pair.Second));
        });
        json.Array("holdings", Holdings(fund), holding =>
        {
            json.WriteString("symbol", holding.Symbol);
            json.WriteString("description", holding.Name.ToUpperInvariant());
            json.WriteString("weight", Short(holding.Weight));
        });
    });

    // In the order of Sectors; each row adds up to 1. Bonds and gold belong to no sector.
    private static double[] Weights(SandboxListing fund) => fund.Industry switch
    {
        "US LARGE" => [.31, .135, .11, .105, .09, .085, .06, .035, .025, .022, .023],
        "US GROWTH" => [.52, .005, .06, .14, .155, .045, .05, .005, .012, .005, .003],
        "WORLD" => [.255, .16, .11, .105, .08, .11, .065, .04, .026, .028, .021],
        "WORLD EX US" => [.14, .225, .09, .11, .06, .155, .07, .05, .03, .04, .03],
        "US DIVIDEND" => [.09, .16, .155, .085, .045, .13, .185, .125, .0, .025, .0],
        "AUSTRALIA" => [.03, .325, .095, .075, .035, .07, .04, .05, .015, .195, .07],
        _ => [],
    };

    /// <summary>Ten shares of the sandbox by size, three to seven hundredths each; other regions' funds take others.
    /// </summary>
    private static IEnumerable<(string Symbol, string Name, double Weight)> Holdings(SandboxListing fund)
    {
        if (Weights(fund) is [])
        {
            return [("n/a", "BONDS, BULLION AND CASH", 1)];
        }

        var american = SandboxExchange.Nyse.Region;
        return SandboxListings.All
            .Where(share => !share.IsFund && fund.Industry switch
            {
                "AUSTRALIA" => share.Exchange == SandboxExchange.Sydney,
                "WORLD EX US" => share.Exchange.Region != american,
                _ => share.Exchange.Region == american,
            })
            .Take(10)
            .Select((share, place) => (share.Symbol, share.Name, 0.07 - (0.004 * place)));
    }
}
