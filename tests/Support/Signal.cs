using System.Diagnostics;

namespace PortfolioTracker.Tests.Support;

/// <summary>Signals to other processes, through the shell: a machine may have no program of that name.</summary>
internal static class Signal
{
    /// <param name="name">QUIT, KILL, STOP, CONT.</param>
    public static async Task SendAsync(string name, Process process)
    {
        using var shell = Process.Start("/bin/sh", ["-c", $"kill -{name} {process.Id}"]);
        await shell.WaitForExitAsync();
    }
}
