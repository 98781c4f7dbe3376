using System.Diagnostics;

namespace PortfolioTracker.Tests.Support;

/// <summary>Signals to other processes, through the shell: a machine may have no program of that name.</summary>
internal static class Signal
{
    public static Task SendAsync(string name, Process process) => SendAsync(name, [process.Id]);

    /// <param name="name">QUIT, KILL, STOP, CONT.</param>
    /// <param name="processes">By id, in this order; those that are gone are passed over.</param>
    public static async Task SendAsync(string name, IEnumerable<int> processes)
    {
        var each = string.Join("; ", processes.Select(id => $"kill -{name} {id} 2>/dev/null"));
        using var shell = Process.Start("/bin/sh", ["-c", each]);
        await shell.WaitForExitAsync();
    }
}
