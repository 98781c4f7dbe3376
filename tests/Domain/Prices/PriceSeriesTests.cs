using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Prices;

internal sealed class PriceSeriesTests
{
    private static readonly DateOnly Monday = new(2024, 1, 1);

    [Test]
    public async Task Days_and_closes_in_two_arrays_are_the_same_series_in_whatever_order()
    {
        DateOnly[] days = [Monday, Monday.AddDays(1), Monday.AddDays(4)];
        DateOnly[] mixed = [days[1], days[2], days[0]];

        foreach (var series in (PriceSeries[])[PriceSeries.From(days, [10m, 11m, 12m]),
            PriceSeries.From(mixed, [11m, 12m, 10m])])
        {
            await Assert.That(series.Count).IsEqualTo(3);
            await Assert.That(series.First).IsEqualTo(new PricePoint(Monday, 10m));
            await Assert.That(series.OnOrBefore(Monday.AddDays(3))).IsEqualTo(new PricePoint(Monday.AddDays(1), 11m));
            await Assert.That(series.Last).IsEqualTo(new PricePoint(Monday.AddDays(4), 12m));
        }
    }

    [Test]
    public async Task The_last_close_on_or_before_a_day_is_found_over_a_gap()
    {
        var series = PriceSeries.From([new(Monday, 10m), new(Monday.AddDays(4), 12m)]);

        await Assert.That(series.OnOrBefore(Monday.AddDays(3))).IsEqualTo(new PricePoint(Monday, 10m));
        await Assert.That(series.OnOrBefore(Monday.AddDays(9))).IsEqualTo(new PricePoint(Monday.AddDays(4), 12m));
    }

    [Test]
    public async Task Before_the_first_point_there_is_no_close()
    {
        var series = PriceSeries.From([new(Monday, 10m)]);

        await Assert.That(series.OnOrBefore(Monday.AddDays(-1))).IsNull();
        await Assert.That(PriceSeries.Empty.Last).IsNull();
    }

    [Test]
    public async Task Of_two_points_of_one_day_the_later_given_wins()
    {
        var series = PriceSeries.From([new(Monday.AddDays(1), 5m), new(Monday, 1m), new(Monday, 2m)]);

        await Assert.That(series.Count).IsEqualTo(2);
        await Assert.That(series.First).IsEqualTo(new PricePoint(Monday, 2m));
        await Assert.That(series.Last).IsEqualTo(new PricePoint(Monday.AddDays(1), 5m));
    }
}
