using System.Text.Json.Serialization;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Profile;

/// <summary>The body of a new or edited profile. A name or country that is sent as null is cleared; one that is not
/// sent stays. Other members are ignored.</summary>
/// <example>{"first_name": "José", "last_name": "Example", "country": "PT", "base_currency": "EUR"}</example>
internal sealed class ProfileFields
{
    private const int NameCharactersMax = 100;
    private static readonly string[] CostMethods = ["fifo", "lifo", "hifo", "average", "specific"];

    private string? firstName;
    private string? lastName;
    private string? country;

    [TakesText(NameCharactersMax)]
    public string? FirstName
    {
        get => firstName;
        set => (firstName, HasFirstName) = (value, true);
    }

    [TakesText(NameCharactersMax)]
    public string? LastName
    {
        get => lastName;
        set => (lastName, HasLastName) = (value, true);
    }

    /// <summary>ISO 3166 code of two letters.</summary>
    public string? Country
    {
        get => country;
        set => (country, HasCountry) = (value, true);
    }

    /// <summary>ISO 4217; null stays what it is.</summary>
    [TakesCurrency]
    public string? BaseCurrency { get; set; }

    /// <summary>fifo, lifo, hifo, average or specific (the lots chosen for each sale, the oldest where none
    /// were); null stays what it is.</summary>
    [TakesOneOf("fifo", "lifo", "hifo", "average", "specific")]
    public string? CostMethod { get; set; }

    [JsonIgnore]
    public bool HasFirstName { get; private set; }

    [JsonIgnore]
    public bool HasLastName { get; private set; }

    [JsonIgnore]
    public bool HasCountry { get; private set; }

    [JsonIgnore]
    public bool IsEmpty => !HasFirstName && !HasLastName && !HasCountry && BaseCurrency is null && CostMethod is null;

    /// <summary>Brings the fields into the form in which they are stored, and names what is wrong with them.</summary>
    public List<ErrorDetail> Check()
    {
        var problems = new List<ErrorDetail>();
        firstName = TextRules.Clean("first_name", firstName, NameCharactersMax, linesAreFine: false, problems);
        lastName = TextRules.Clean("last_name", lastName, NameCharactersMax, linesAreFine: false, problems);

        country = string.IsNullOrWhiteSpace(country) ? null : country.Trim().ToUpperInvariant();
        if (country is not null && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
        {
            problems.Add(new("INVALID", "country must be an ISO 3166 code of two letters, such as US.", "country"));
        }

        BaseCurrency = BaseCurrency is null ? null : CurrencyCodes.InCapitals(BaseCurrency);
        if (BaseCurrency is not null && !CurrencyCodes.Exists(BaseCurrency))
        {
            problems.Add(new("INVALID", "base_currency must be an ISO 4217 code such as USD or EUR.", "base_currency"));
        }

        CostMethod = CostMethod?.Trim().ToLowerInvariant();
        if (CostMethod is not null && !CostMethods.Contains(CostMethod))
        {
            problems.Add(new("INVALID", "cost_method must be fifo, lifo, hifo, average or specific.", "cost_method"));
        }

        return problems;
    }
}
