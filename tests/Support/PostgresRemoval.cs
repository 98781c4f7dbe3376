namespace PortfolioTracker.Tests.Support;

/// <summary>Apart from <see cref="Postgres"/>, which benchmarks use too.</summary>
internal static class PostgresRemoval
{
    [After(TestSession)]
    public static Task RemoveAsync() => Postgres.RemoveAsync();
}
