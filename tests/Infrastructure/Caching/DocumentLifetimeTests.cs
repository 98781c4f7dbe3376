using PortfolioTracker.Infrastructure.Caching;

namespace PortfolioTracker.Tests.Infrastructure.Caching;

internal sealed class DocumentLifetimeTests
{
    private static readonly DateTimeOffset InASession = new(2024, 3, 13, 15, 0, 0, TimeSpan.Zero);

    [Test]
    [Arguments(CacheOptions.MarketAware, 5)]
    [Arguments(CacheOptions.Aggressive, 15)]
    [Arguments(CacheOptions.Conservative, 1)]
    [Arguments(CacheOptions.UserActivity, 5)]
    public async Task Each_strategy_keeps_a_document_for_another_time(string strategy, double minutes)
    {
        var lifetime = DocumentLifetime.Of(
            new() { Strategy = strategy }, InASession, completeness: 100, readsOfHour: 5);

        await Assert.That(lifetime).IsEqualTo(TimeSpan.FromMinutes(minutes));
    }

    [Test]
    [Arguments(1, 15)]
    [Arguments(10, 2.5)]
    public async Task Who_looks_often_sees_newer_documents_than_who_looks_seldom(int reads, double minutes)
    {
        var lifetime = DocumentLifetime.Of(
            new() { Strategy = CacheOptions.UserActivity }, InASession, completeness: 100, readsOfHour: reads);

        await Assert.That(lifetime).IsEqualTo(TimeSpan.FromMinutes(minutes));
    }

    [Test]
    [Arguments(89.9, 2.5)]
    [Arguments(49.9, 1.25)]
    [Arguments(90, 5)]
    public async Task A_document_with_gaps_is_built_anew_sooner(double completeness, double minutes)
    {
        var lifetime = DocumentLifetime.Of(new(), InASession, (decimal)completeness, readsOfHour: 5);

        await Assert.That(lifetime).IsEqualTo(TimeSpan.FromMinutes(minutes));
    }

    [Test]
    public async Task The_minutes_are_settings()
    {
        var options = new CacheOptions { MinutesOpen = 7, MinutesAfterHours = 8, MinutesDaysOff = 9 };

        await Assert.That(DocumentLifetime.Of(options, InASession, 100, 5)).IsEqualTo(TimeSpan.FromMinutes(7));
        await Assert.That(DocumentLifetime.Of(options, InASession.AddHours(8), 100, 5))
            .IsEqualTo(TimeSpan.FromMinutes(8));
        await Assert.That(DocumentLifetime.Of(options, InASession.AddDays(3), 100, 5))
            .IsEqualTo(TimeSpan.FromMinutes(9));
    }
}
