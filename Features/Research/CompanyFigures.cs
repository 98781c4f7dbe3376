using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

/// <summary>What is known of a company. Yields, margins, returns and growth are fractions; a figure that the provider
/// does not have is null, never 0.</summary>
internal sealed record CompanyFigures
{
    public required string Symbol { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? Exchange { get; init; }
    public string? Currency { get; init; }
    public string? Country { get; init; }
    public string? Sector { get; init; }
    public string? Industry { get; init; }
    public string? AssetType { get; init; }
    public DateOnly? DividendDate { get; init; }
    public DateOnly? ExDividendDate { get; init; }
    public DateOnly? EarningsDate { get; init; }
    public string? FiscalYearEnd { get; init; }
    public DateOnly? LatestQuarter { get; init; }
    public decimal? MarketCap { get; init; }
    public decimal? PeRatio { get; init; }
    public decimal? ForwardPe { get; init; }
    public decimal? PegRatio { get; init; }
    public decimal? BookValue { get; init; }
    public decimal? PriceToBook { get; init; }
    public decimal? PriceToSales { get; init; }
    public decimal? EnterpriseValue { get; init; }
    public decimal? EnterpriseToRevenue { get; init; }
    public decimal? EnterpriseToEbitda { get; init; }
    public decimal? RevenueTtm { get; init; }
    public decimal? GrossProfitTtm { get; init; }
    public decimal? Ebitda { get; init; }
    public decimal? ProfitMargin { get; init; }
    public decimal? OperatingMargin { get; init; }
    public decimal? ReturnOnAssets { get; init; }
    public decimal? ReturnOnEquity { get; init; }
    public decimal? RevenuePerShare { get; init; }
    public decimal? QuarterlyEarningsGrowth { get; init; }
    public decimal? QuarterlyRevenueGrowth { get; init; }
    public decimal? Eps { get; init; }
    public decimal? EpsDiluted { get; init; }
    public decimal? DividendPerShare { get; init; }
    public decimal? DividendYield { get; init; }
    public decimal? AnalystTargetPrice { get; init; }
    public decimal? Beta { get; init; }

    [JsonPropertyName("52_week_high")]
    public decimal? YearHigh { get; init; }

    [JsonPropertyName("52_week_low")]
    public decimal? YearLow { get; init; }

    [JsonPropertyName("50_day_ma")]
    public decimal? AverageOf50Days { get; init; }

    [JsonPropertyName("200_day_ma")]
    public decimal? AverageOf200Days { get; init; }

    public decimal? SharesOutstanding { get; init; }
    public decimal? SharesFloat { get; init; }

    /// <summary>Where the provider has no overview, as of funds: only what is known of the instrument.</summary>
    public static CompanyFigures From(Instrument instrument) => new()
    {
        Symbol = instrument.Symbol,
        Name = instrument.Name,
        Exchange = instrument.Exchange,
        Currency = instrument.Currency,
        Country = instrument.Region,
        Sector = instrument.Sector,
        AssetType = instrument.AssetClass,
    };

    /// <summary>From a stored OVERVIEW. Names of the provider have drifted: where a figure has two, the newer counts.
    /// </summary>
    public static CompanyFigures From(string symbol, string json)
    {
        using var answer = JsonDocument.Parse(json);
        var fields = answer.RootElement;
        return new()
        {
            Symbol = symbol,
            Name = Text("Name"),
            Description = Text("Description"),
            Exchange = Text("Exchange"),
            Currency = Text("Currency"),
            Country = Text("Country"),
            Sector = Text("Sector"),
            Industry = Text("Industry"),
            AssetType = Text("AssetType"),
            DividendDate = Day("DividendDate"),
            ExDividendDate = Day("ExDividendDate"),
            EarningsDate = Day("EarningsDate"),
            FiscalYearEnd = Text("FiscalYearEnd"),
            LatestQuarter = Day("LatestQuarter"),
            MarketCap = Number("MarketCapitalization"),
            PeRatio = Number("PERatio"),
            ForwardPe = Number("ForwardPE"),
            PegRatio = Number("PEGRatio"),
            BookValue = Number("BookValue"),
            PriceToBook = Number("PriceToBookRatio"),
            PriceToSales = Number("PriceToSalesRatioTTM"),
            EnterpriseValue = Number("EnterpriseValue"),
            EnterpriseToRevenue = Number("EVToRevenue") ?? Number("EnterpriseValueToRevenueTTM"),
            EnterpriseToEbitda = Number("EVToEBITDA") ?? Number("EnterpriseValueToEBITDA"),
            RevenueTtm = Number("RevenueTTM"),
            GrossProfitTtm = Number("GrossProfitTTM"),
            Ebitda = Number("EBITDA"),
            ProfitMargin = Number("ProfitMargin"),
            OperatingMargin = Number("OperatingMarginTTM"),
            ReturnOnAssets = Number("ReturnOnAssetsTTM"),
            ReturnOnEquity = Number("ReturnOnEquityTTM"),
            RevenuePerShare = Number("RevenuePerShareTTM"),
            QuarterlyEarningsGrowth = Number("QuarterlyEarningsGrowthYOY"),
            QuarterlyRevenueGrowth = Number("QuarterlyRevenueGrowthYOY"),
            Eps = Number("EPS"),
            EpsDiluted = Number("DilutedEPSTTM"),
            DividendPerShare = Number("DividendPerShare"),
            DividendYield = Number("DividendYield"),
            AnalystTargetPrice = Number("AnalystTargetPrice"),
            Beta = Number("Beta"),
            YearHigh = Number("52WeekHigh"),
            YearLow = Number("52WeekLow"),
            AverageOf50Days = Number("50DayMovingAverage"),
            AverageOf200Days = Number("200DayMovingAverage"),
            SharesOutstanding = Number("SharesOutstanding"),
            SharesFloat = Number("SharesFloat"),
        };

        string? Text(string name) => AnswerRows.Field(fields, name);

        DateOnly? Day(string name) => ProviderText.Day(Encoding.UTF8.GetBytes(Text(name) ?? ""));

        decimal? Number(string name)
        {
            try
            {
                return ProviderText.Number(Encoding.UTF8.GetBytes(Text(name) ?? ""));
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }
}
