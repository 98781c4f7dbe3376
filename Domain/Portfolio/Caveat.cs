using System.Globalization;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>How far a return can be trusted, and why no further.</summary>
/// <param name="Reason">Null where the return is whole.</param>
internal readonly record struct Caveat(ReturnStatus Status, string? Reason)
{
    public const string Gaps = "Something held could not be valued, on all days or on some, and is left out there.";

    /// <param name="hasGaps">Whether there were days on which something held could not be valued.</param>
    public static Caveat Of(TimeWeightedReturn chain, bool hasGaps) => chain switch
    {
        { Return: null } => Of(ReturnStatus.Unavailable, chain.Reason, hasGaps),
        { Unchained: [var first, ..] days } => new(ReturnStatus.Partial, string.Create(
            CultureInfo.InvariantCulture, $"Days without a return: {days.Count}, the first {first:yyyy-MM-dd}.")),
        _ => Of(ReturnStatus.Ok, null, hasGaps),
    };

    /// <param name="isWhole">Whether every payment and value is in it.</param>
    public static Caveat Of(Xirr money, bool isWhole) => Of(money.Status, money.Reason, !isWhole);

    /// <param name="figure">Null where it cannot be computed.</param>
    /// <param name="reason">Why it then cannot.</param>
    public static Caveat Of(decimal? figure, string reason, bool hasGaps) => figure is null
        ? new(ReturnStatus.Unavailable, reason)
        : Of(ReturnStatus.Ok, null, hasGaps);

    private static Caveat Of(ReturnStatus status, string? reason, bool hasGaps) => (status, hasGaps) switch
    {
        (ReturnStatus.Ok, true) => new(ReturnStatus.Partial, Gaps),
        (ReturnStatus.Unavailable, true) => new(status, Gaps),
        _ => new(status, reason),
    };
}
