namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>For whom this flow of control works; null where the service works for itself. What is begun below it, on
/// whatever thread, works for the same user.</summary>
internal static class ActingUser
{
    private static readonly AsyncLocal<Guid?> Current = new();

    public static Guid? Id
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
