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

    /// <summary>Lets go of every connection, so that the next ones are new.</summary>
    public void Clear()
    {
        Requests.Clear();
        Jobs.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Requests.DisposeAsync();
        await Jobs.DisposeAsync();
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
        builder.EnableJsonTypes();
        return builder.Build();
    }
}
