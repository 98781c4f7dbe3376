using System.Text;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The query of one request, without the key. Every value is percent-encoded here and nowhere else, so that a
/// symbol like <c>A&amp;apikey=x</c> stays one value.</summary>
internal sealed class AlphaVantageQuery
{
    private const int ValueLengthMax = 400;

    private readonly StringBuilder text = new("?function=");

    private AlphaVantageQuery(string function)
    {
        Function = function;
        text.Append(function);
    }

    public string Function { get; }

    /// <summary>Says why the request is not worth a call, where it is not.</summary>
    public string? Problem { get; private set; }

    public static AlphaVantageQuery Of(string function) => new(function);

    public AlphaVantageQuery With(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > ValueLengthMax)
        {
            Problem = $"'{name}' needs 1 to {ValueLengthMax} characters.";
        }
        else
        {
            text.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value.Trim()));
        }

        return this;
    }

    public override string ToString() => text.ToString();
}
