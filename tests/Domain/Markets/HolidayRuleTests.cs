using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Tests.Domain.Markets;

internal sealed class HolidayRuleTests
{
    [Test]
    [Arguments(1818, 3, 22)] // the earliest there is
    [Arguments(1943, 4, 25)] // the latest
    [Arguments(2000, 4, 23)]
    [Arguments(2024, 3, 31)]
    [Arguments(2025, 4, 20)]
    [Arguments(2038, 4, 25)]
    [Arguments(2285, 3, 22)]
    public async Task Easter_falls_on_its_known_Sundays(int year, int month, int day)
    {
        await Assert.That(HolidayRule.EasterIn(year)).IsEqualTo(new DateOnly(year, month, day));
    }

    [Test]
    public async Task A_rule_holds_only_in_its_years()
    {
        var rule = HolidayRule.Fixed("Day", 6, 19).Since(2022).Until(2030).But(2025);

        await Assert.That(rule.DayIn(2021)).IsNull();
        await Assert.That(rule.DayIn(2022)).IsEqualTo(new DateOnly(2022, 6, 19));
        await Assert.That(rule.DayIn(2025)).IsNull();
        await Assert.That(rule.DayIn(2031)).IsNull();
    }

    [Test]
    public async Task The_first_weekday_of_a_month_may_be_its_first_day()
    {
        // 1 September 2025 was a Monday.
        await Assert.That(HolidayRule.NthWeekday(2025, 9, 1, DayOfWeek.Monday)).IsEqualTo(new DateOnly(2025, 9, 1));
        await Assert.That(HolidayRule.NthWeekday(2025, 9, 1, DayOfWeek.Sunday)).IsEqualTo(new DateOnly(2025, 9, 7));
    }

    [Test]
    [Arguments(2020, 25)] // 31 May 2020 was a Sunday
    [Arguments(2021, 31)] // 31 May 2021 was a Monday
    public async Task The_last_Monday_of_May_is_found_from_its_end(int year, int day)
    {
        var rule = HolidayRule.OnOrBefore("Memorial Day", DayOfWeek.Monday, 5, 31);

        await Assert.That(rule.DayIn(year)).IsEqualTo(new DateOnly(year, 5, day));
    }

    [Test]
    [Arguments(Observance.None, null, null)]
    [Arguments(Observance.SundayToMonday, null, 20)]
    [Arguments(Observance.NearestWeekday, 18, 20)]
    [Arguments(Observance.WeekendToMonday, 21, 20)]
    [Arguments(Observance.TwoDaysLater, 21, 21)]
    [Arguments(Observance.SundayToNextFreeDay, null, 20)]
    public async Task A_weekend_moves_as_the_rule_says(Observance observance, int? saturday, int? sunday)
    {
        // 19 June was a Saturday in 2027 and a Sunday in 2022.
        HolidayRule[] rules = [HolidayRule.Fixed("Day", 6, 19, observance)];

        await Assert.That(HolidayYear.Of(2027, rules).Closures.Keys.Select(day => (int?)day.Day).SingleOrDefault())
            .IsEqualTo(saturday);
        await Assert.That(HolidayYear.Of(2022, rules).Closures.Keys.Select(day => (int?)day.Day).SingleOrDefault())
            .IsEqualTo(sunday);
    }
}
