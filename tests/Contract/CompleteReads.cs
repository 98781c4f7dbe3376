namespace PortfolioTracker.Tests.Contract;

/// <summary>What the clients read of the complete document, screen by screen.</summary>
internal static class CompleteReads
{
    /// <summary>The check of the web client without which no screen is drawn, and what its clean-up touches.</summary>
    public static string[] Skeleton =>
    [
        "$ > success:true portfolio_data:obj performance_data:obj allocation_data:obj dividend_data:obj "
            + "transactions_summary:obj metadata:obj market_analysis:obj currency_conversions:obj top_gainers:arr "
            + "top_losers:arr",
        "portfolio_data > holdings:arr total_value:num total_cost:num total_gain_loss:num "
            + "total_gain_loss_percent:num? base_currency:str",
        "portfolio_data.holdings[] > symbol:str quantity:num avg_cost:num? total_cost:num? current_price:num? "
            + "current_value:num? gain_loss:num? gain_loss_percent:num? allocation_percent:num? "
            + "dividends_received:num? price_date:date? currency:str?",
        "performance_data > daily_change:num? daily_change_percent:num? ytd_return:num? ytd_return_percent:num? "
            + "total_return_percent:num? volatility:num? sharpe_ratio:num? max_drawdown:num?",
        "allocation_data > by_symbol:arr diversification_score:num? concentration_risk:str number_of_positions:int",
        "dividend_data > recent_dividends:arr total_received_ytd:num? total_received_all_time:num? dividend_count:int",
        "transactions_summary > total_transactions:int last_transaction_date:date? realized_gains:num?",
        "metadata > generated_at:ts cache_hit:bool cache_strategy:str data_completeness:num performance_metadata:obj",
        "metadata.performance_metadata > cache_hit_ratio:num total_processing_time_ms:num payload_size_kb:num "
            + "payload_size_bytes:int data_sources:arr",
    ];

    public static string[] Dashboard =>
    [
        .. Skeleton,
        "allocation_data.by_symbol[] > symbol:str current_value:num? cost_basis:num? gain_loss:num? "
            + "gain_loss_percent:num? allocation_percent:num? color:str",
        "top_gainers[] > ticker:str name:str value:num changePercent:num changeValue:num",
        "top_losers[] > ticker:str name:str value:num changePercent:num changeValue:num",
        "market_analysis > market_status:obj portfolio_diversification:obj risk_metrics:obj",
        "market_analysis.market_status > is_open:bool session:str timezone:str",
    ];
}
