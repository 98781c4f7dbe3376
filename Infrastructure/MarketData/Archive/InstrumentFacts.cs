using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>What is known of an instrument; a null is a fact that nobody has told us yet.</summary>
/// <param name="Unit">Null where not even a guess is possible; prices are not stored until it is known.</param>
internal sealed record InstrumentFacts(
    string Symbol,
    string? Name = null,
    string? AssetClass = null,
    string? Exchange = null,
    string? Region = null,
    string? Country = null,
    QuotedUnit? Unit = null,
    string? Sector = null,
    string? Industry = null)
{
    /// <summary>Of a share in a fund that is traded, as the provider calls it.</summary>
    public const string Etf = "ETF";

    /// <summary>The newer facts over these: a fact that the newer answer lacks stays, and a guess of the unit never
    /// wins over a unit that the provider named.</summary>
    public InstrumentFacts With(InstrumentFacts newer) => this with
    {
        Name = newer.Name ?? Name,
        AssetClass = newer.AssetClass ?? AssetClass,
        Exchange = newer.Exchange ?? Exchange,
        Region = newer.Region ?? Region,
        Country = newer.Country ?? Country,
        Unit = newer.Unit is null || (newer.Unit.Value.IsGuess && Unit is { IsGuess: false }) ? Unit : newer.Unit,
        Sector = newer.Sector ?? Sector,
        Industry = newer.Industry ?? Industry,
    };

    /// <summary>From the search result whose symbol is exactly this one.</summary>
    public static InstrumentFacts From(SymbolMatch match, string symbol) => new(
        symbol,
        Name: Text(match.Name),
        AssetClass: AssetClassOf(match.Type),
        Region: RegionOf(match.Region),
        Unit: QuotedUnit.Of(match.Currency));

    /// <summary>From OVERVIEW, which only knows companies listed in the United States. Its currency counts less than
    /// that of the search, which knows pence; so here it is a guess.</summary>
    public static InstrumentFacts From(CompanyOverview overview, string symbol) => new(
        symbol,
        Name: Text(overview.Name),
        AssetClass: AssetClassOf(overview.AssetType),
        Exchange: Text(overview.Exchange),
        Country: CountryOf(overview.Country),
        Unit: QuotedUnit.Of(overview.Currency) is { } unit ? unit with { IsGuess = true } : null,
        Sector: SectorOf(overview.Sector),
        Industry: TitleCased(overview.Industry));

    /// <summary>From ETF_PROFILE; sectors without a weight are left out.</summary>
    public static SectorWeight[] SectorsOf(EtfProfile fund) =>
    [
        .. fund.Sectors.Where(sector => sector.Weight > 0)
            .GroupBy(sector => SectorOf(sector.Sector)!, sector => sector.Weight)
            .Select(sector => new SectorWeight(sector.Key, sector.Sum())),
    ];

    /// <summary>The provider names the sectors of companies and those of funds differently: as those of companies.
    /// </summary>
    private static string? SectorOf(string? sector) => TitleCased(sector) switch
    {
        "Information Technology" => "Technology",
        "Financials" => "Financial Services",
        "Health Care" => "Healthcare",
        "Consumer Discretionary" => "Consumer Cyclical",
        "Consumer Staples" => "Consumer Defensive",
        "Materials" => "Basic Materials",
        var other => other,
    };

    private static string? AssetClassOf(string? type) => Text(type) switch
    {
        null => null,
        "Equity" or "Common Stock" or "Stock" => "Stock",
        "Mutual Fund" or "Fund" => "Fund",
        var other => other,
    };

    /// <summary>Some places of trade are named by their city or exchange: these stand for the country, so that two of
    /// one country are one region.</summary>
    private static string? RegionOf(string? region) => Text(region) switch
    {
        "XETRA" or "Frankfurt" => "Germany",
        "Amsterdam" => "Netherlands",
        "Paris" => "France",
        "Toronto" or "Toronto Venture" => "Canada",
        "Tokyo" => "Japan",
        "India/Bombay" => "India",
        "Brazil/Sao Paolo" => "Brazil",
        "Shanghai" or "Shenzhen" => "China",
        var other => other,
    };

    private static string? CountryOf(string? country) => Text(country) switch
    {
        "USA" or "US" => "United States",
        var other => other,
    };

    private static string? Text(string? value) =>
        value?.Trim() is { Length: > 0 } text
        && !text.Equals("null", StringComparison.OrdinalIgnoreCase)
        && !text.Equals("none", StringComparison.OrdinalIgnoreCase) && text != "-"
            ? text
            : null;

    /// <summary><c>REAL ESTATE - REIT</c> becomes <c>Real Estate - Reit</c>; text that has a small letter is kept,
    /// for then somebody has thought about its capitals.</summary>
    private static string? TitleCased(string? value)
    {
        if (Text(value) is not { } text || text.Any(char.IsLower))
        {
            return Text(value);
        }

        var cased = text.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < cased.Length; i++)
        {
            if (i == 0 || !char.IsLetter(cased[i - 1]))
            {
                cased[i] = char.ToUpperInvariant(cased[i]);
            }
        }

        return new(cased);
    }
}
