using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

internal sealed class NightlyHourTests
{
    [Test]
    [Arguments("2024-03-10T01:59:59Z", "2024-03-09", "2024-03-10T02:00:00Z")]
    [Arguments("2024-03-10T02:00:00Z", "2024-03-10", "2024-03-11T02:00:00Z")]
    [Arguments("2024-02-28T23:00:00-05:00", "2024-02-29", "2024-03-01T02:00:00Z")]
    [Arguments("2024-12-31T12:00:00Z", "2024-12-31", "2025-01-01T02:00:00Z")]
    public async Task A_run_is_due_at_two_in_the_morning_utc(string now, string lastDue, string nextDue)
    {
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        await Assert.That(NightlyHour.LastDue(at)).IsEqualTo(DateOnly.ParseExact(lastDue, "yyyy-MM-dd"));
        await Assert.That(NightlyHour.NextDue(at))
            .IsEqualTo(DateTimeOffset.Parse(nextDue, System.Globalization.CultureInfo.InvariantCulture));
    }
}
