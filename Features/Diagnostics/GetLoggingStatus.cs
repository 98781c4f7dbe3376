using PortfolioTracker.Infrastructure.Http;
using Serilog.Core;
using Serilog.Events;

namespace PortfolioTracker.Features.Diagnostics;

internal sealed record GetLoggingStatusReply(bool InfoLoggingEnabled);

internal static class GetLoggingStatus
{
    /// <summary>Whether this instance writes informational log lines.</summary>
    public static Reply<GetLoggingStatusReply> Handle([FromServices] LoggingLevelSwitch level) =>
        new(new(IsInfoEnabled(level)), legacy: LegacyShape.Bare);

    public static bool IsInfoEnabled(LoggingLevelSwitch level) => level.MinimumLevel <= LogEventLevel.Information;
}
