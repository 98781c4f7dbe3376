namespace PortfolioTracker.Infrastructure.Http;

/// <summary>
/// What a parameter or a member of a body takes, said beside it for the API description. It checks nothing: the handler
/// does, through <see cref="QueryRules"/> or the body's own Check, and a test compares what both say.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
internal abstract class TakesAttribute : Attribute
{
    /// <summary>Refused where it is not sent. Parameters of a path are required anyway.</summary>
    public bool Required { get; set; }

    /// <summary>What counts where nothing is sent.</summary>
    public object? Default { get; set; }
}

internal sealed class TakesBoolAttribute : TakesAttribute;

internal sealed class TakesIntAttribute(int min, int max = int.MaxValue) : TakesAttribute
{
    public int Min => min;

    public int Max => max;
}

/// <summary>Written YYYY-MM-DD.</summary>
internal sealed class TakesDayAttribute : TakesAttribute;

/// <summary>One of the words, whatever its case.</summary>
internal sealed class TakesOneOfAttribute(params string[] words) : TakesAttribute
{
    public string[] Words => words;
}

internal sealed class TakesSymbolAttribute : TakesAttribute;

internal sealed class TakesUuidAttribute : TakesAttribute;

/// <summary>An ISO 4217 code.</summary>
internal sealed class TakesCurrencyAttribute : TakesAttribute;

/// <summary>A list of such bodies, each read for itself.</summary>
internal sealed class TakesEachAttribute(Type body) : TakesAttribute
{
    public Type Body => body;
}

internal sealed class TakesTextAttribute(int charactersMax) : TakesAttribute
{
    public int CharactersMax => charactersMax;
}

/// <summary>A number that is not negative, exact to ten places. In a query it is text like everything there; in a body
/// a JSON number, or text that holds one.</summary>
internal sealed class TakesAmountAttribute : TakesAttribute
{
    public bool ZeroIsFine { get; set; }
}
