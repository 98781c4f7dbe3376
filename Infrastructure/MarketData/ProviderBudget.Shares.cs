using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>What is spent because one user waits is a share of the day at most: nobody keeps all others from their
/// prices by searching.</summary>
internal sealed partial class ProviderBudget
{
    /// <summary>The name in the books of those who have no share.</summary>
    private const string Service = "";

    private const int UserShareMin = 2;

    private readonly ConcurrentDictionary<Guid, DateOnly> sharesSpentOn = new();

    /// <summary>Whether the user for whom this flow works (<see cref="ActingUser"/>) has spent their share of today, as
    /// far as this instance has seen. What they hold is refreshed all the same, when nobody waits.</summary>
    public bool IsShareSpent => IsShareSpentOf(ActingUser.Id);

    public bool IsShareSpentOf(Guid? user) => user is { } id && sharesSpentOn.TryGetValue(id, out var day)
        && day == EasternDay.Of(Now);

    private int UserShare => CallsMax is { } max
        ? Math.Max(UserShareMin, (int)((long)max * options.Value.UserSharePercent / 100))
        : int.MaxValue;

    private void NoteSpent(Guid user, DateOnly day)
    {
        foreach (var (earlier, on) in sharesSpentOn)
        {
            if (on != day)
            {
                sharesSpentOn.TryRemove(earlier, out _);
            }
        }

        sharesSpentOn[user] = day;
    }

    /// <summary>Another one each day, so that the books tell nobody's habits.</summary>
    private static string NameOf(Guid user, DateOnly day) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{user} {day:yyyy-MM-dd}")).AsSpan(0, 8));
}
