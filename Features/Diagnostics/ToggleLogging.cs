using PortfolioTracker.Infrastructure.Http;
using Serilog.Core;
using Serilog.Events;

namespace PortfolioTracker.Features.Diagnostics;

internal sealed record ToggleLoggingReply(bool InfoLoggingEnabled);

internal static class ToggleLogging
{
    /// <summary>Turns informational log lines of this instance on or off; warnings and errors are always written.
    /// </summary>
    public static Reply<ToggleLoggingReply> Handle([FromServices] LoggingLevelSwitch level)
    {
        var enabled = !GetLoggingStatus.IsInfoEnabled(level);
        level.MinimumLevel = enabled ? LogEventLevel.Information : LogEventLevel.Warning;
        return new(new(enabled), enabled ? "Info logging enabled" : "Info logging disabled");
    }
}
