using System.Globalization;
using Npgsql;

namespace PortfolioTracker.Tests.Support;

/// <summary>A private cluster all of whose processes stand still: connections stay open, new ones are taken by the
/// system alone, and nothing is answered.</summary>
internal sealed class FrozenServer : IAsyncDisposable
{
    private readonly int[] processes;

    private FrozenServer(int[] processes) => this.processes = processes;

    /// <param name="server">Made by <see cref="PostgresCluster"/>.</param>
    public static async Task<FrozenServer> StopAsync(PostgresServer server)
    {
        var folder = new NpgsqlConnectionStringBuilder(server.Admin).Host!;
        var first = int.Parse(
            (await File.ReadAllLinesAsync(Path.Combine(folder, "data", "postmaster.pid")))[0],
            CultureInfo.InvariantCulture);

        // First the one that makes the others.
        await Signal.SendAsync("STOP", [first]);
        var children = (await File.ReadAllTextAsync($"/proc/{first}/task/{first}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        await Signal.SendAsync("STOP", children);
        return new([first, .. children]);
    }

    public Task GoOnAsync() => Signal.SendAsync("CONT", processes);

    public async ValueTask DisposeAsync() => await GoOnAsync();
}
