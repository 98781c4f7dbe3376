namespace PortfolioTracker.Tests.Contract;

/// <summary>One request that a client sends, and what it reads of the answer (see <see cref="Reads"/>).</summary>
/// <param name="Request">Method, path and query; {symbol}, {transaction} and {dividend} stand for the account's
/// own.</param>
/// <param name="Status">What the client needs: 200 where it goes on, else the refusal that it shows.</param>
internal sealed record ClientCall(string Request, int Status, params string[] Reads)
{
    public string? Body { get; init; }

    /// <summary>The client's plain fetch: without the version header.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Sends Content-Type: application/json, whether there is a body or not.</summary>
    public bool SaysJson { get; init; }

    /// <summary>Sends no Authorization header.</summary>
    public bool IsStranger { get; init; }
}
