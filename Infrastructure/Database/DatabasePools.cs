using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// The connections of this process: users' requests and jobs apart, each with its own login. One pool for both would
/// meet cached plans made under the other role.
/// </summary>
internal sealed class DatabasePools(ConnectionStrings logins) : IAsyncDisposable
{
    public NpgsqlDataSource Requests { get; } = Create(logins.Api, "requests");

    public NpgsqlDataSource Jobs { get; } = Create(logins.Job, "jobs");

    /// <summary>The jobs' login, for what nobody waits for.</summary>
    public NpgsqlDataSource Work { get; } = Create(logins.Work, "work");

    /// <summary>One connection to ask whether the server answers: requests may have taken all of theirs.</summary>
    public NpgsqlDataSource Health { get; } = Create(
        new NpgsqlConnectionStringBuilder(logins.Api) { MaxPoolSize = 1, MinPoolSize = 0 }.ConnectionString, "health");

    /// <summary>One for each connection that there may be.</summary>
    public SpareThreads Spares => field ??= new(
        All.Sum(source => new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize));

    private NpgsqlDataSource[] All => [Requests, Jobs, Work, Health];

    /// <summary>Lets go of every connection, so that the next ones are new.</summary>
    public void Clear()
    {
        foreach (var source in All)
        {
            source.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in All)
        {
            await source.DisposeAsync();
        }
    }

    /// <summary>Only with the parts of the driver that are used: the rest would be in the binary all the same.
    /// </summary>
    public static NpgsqlDataSource Create(string connectionString, string name)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString) { Name = name };
        // The types of the server are asked for at the first connection of each source; ours are all built in.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        return builder.Build();
    }
}
