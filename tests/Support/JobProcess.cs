using System.Diagnostics;

namespace PortfolioTracker.Tests.Support;

/// <summary>The program itself as another process, as a timer would start it.</summary>
internal sealed class JobProcess : IDisposable
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private JobProcess(Process process)
    {
        this.process = process;
        (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <param name="provider">Null: the sandbox.</param>
    public static JobProcess Start(string database, Uri? provider, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "portfoliotracker.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Dictionary<string, string> settings = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DATABASE_URL"] = database,
            ["DATABASE_MIGRATION_URL"] = "",
            ["AUTH_JWT_SECRET"] = Token.Secret,
            ["ALPHA_VANTAGE_API_KEY"] = provider is null ? "" : "KEYOFTHETESTS123",
            ["ALPHA_VANTAGE_BASE_URL"] = provider is null ? "" : new Uri(provider, "query").ToString(),
            ["ALPHA_VANTAGE_REQUESTS_PER_SECOND"] = "1000",
            ["AlphaVantage__DailyBudget"] = "0",
            ["ECB_BASE_URL"] = "off",
            ["LOG_LEVEL"] = "FATAL",
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    public static JobProcess StartDividends(string database, Uri? provider) =>
        Start(database, provider, "jobs", "run", "dividends");

    public bool HasEnded => process.HasExited;

    /// <summary>Sends a signal by its name: KILL, STOP, CONT.</summary>
    public Task SignalAsync(string name) => Signal.SendAsync(name, process);

    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        using var limit = new CancellationTokenSource(AtMost);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
