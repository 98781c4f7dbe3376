using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Http;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PortfolioTracker.Infrastructure;

/// <summary>One JSON object a line on standard output; the level can be changed while the process runs.</summary>
internal static class Logging
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var level = new LoggingLevelSwitch(Level(builder.Configuration["LOG_LEVEL"]));
        builder.Services.AddSingleton(level);
        builder.Services.AddSingleton(_ => new LogOutput(Console.OpenStandardOutput()));
        builder.Services.AddSerilog((services, logs) => logs
            .MinimumLevel.ControlledBy(level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // Failures logs what it answers; once is enough.
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogEventLevel.Fatal)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            .Enrich.With<RequestStamp.Enricher>()
            .WriteTo.Sink(services.GetRequiredService<LogOutput>()),
            // Else the end of one service in a process would close the log of another.
            preserveStaticLogger: true);
    }

    /// <exception cref="OptionsValidationException">There is no such level.</exception>
    private static LogEventLevel Level(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        null or "" or "INFO" or "INFORMATION" => LogEventLevel.Information,
        "TRACE" or "VERBOSE" => LogEventLevel.Verbose,
        "DEBUG" => LogEventLevel.Debug,
        "WARN" or "WARNING" => LogEventLevel.Warning,
        "ERROR" => LogEventLevel.Error,
        "FATAL" or "CRITICAL" => LogEventLevel.Fatal,
        _ => throw new OptionsValidationException("LOG_LEVEL", typeof(LogEventLevel),
            [$"LOG_LEVEL is \"{name}\"; use TRACE, DEBUG, INFO, WARNING, ERROR or FATAL."]),
    };
}
