namespace PortfolioTracker.Domain.Markets;

/// <summary>
/// Days of the Hindu calendar in Mumbai. A lunar day (tithi) is a thirtieth of a lunation, 1 from the new moon on; a
/// month runs from new moon to new moon and is numbered by the sign that the sun enters in it, 1 being Chaitra; one in
/// which it enters none is a leap month and has no holidays. Sun and moon by the largest terms of J. Meeus,
/// "Astronomical Algorithms", chapters 25 and 47: right to a few minutes.
/// </summary>
internal static class HinduCalendar
{
    private const double Degree = Math.PI / 180;
    private const double LatitudeOfMumbai = 19.08;
    private const double LongitudeOfMumbai = 72.88;

    /// <summary>Degrees by which the moon outruns the sun in a day.</summary>
    private const double MoonOverSun = 12.190749;

    /// <summary>Of the longitude of the moon: millionths of a degree, times the sine of so many elongations, anomalies
    /// of sun and moon, and arguments of latitude.</summary>
    private static readonly (double Size, int D, int M, int MoonM, int F)[] MoonTerms =
    [
        (6_288_774, 0, 0, 1, 0), (1_274_027, 2, 0, -1, 0), (658_314, 2, 0, 0, 0), (213_618, 0, 0, 2, 0),
        (-185_116, 0, 1, 0, 0), (-114_332, 0, 0, 0, 2), (58_793, 2, 0, -2, 0), (57_066, 2, -1, -1, 0),
        (53_322, 2, 0, 1, 0), (45_758, 2, -1, 0, 0), (-40_923, 0, 1, -1, 0), (-34_720, 1, 0, 0, 0),
        (-30_383, 0, 1, 1, 0), (15_327, 2, 0, 0, -2), (-12_528, 0, 0, 1, 2), (10_980, 0, 0, 1, -2),
        (10_675, 4, 0, -1, 0), (10_034, 0, 0, 3, 0), (8_548, 4, 0, -2, 0),
    ];

    /// <summary>The days of a year on which the lunar day of the month runs at a time of the day.</summary>
    /// <param name="daylight">0 is sunrise, 0.5 noon, 1 sunset.</param>
    public static IReadOnlyList<DateOnly> Days(int year, int month, int tithi, double daylight) =>
    [
        .. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(i => new DateOnly(year, 1, 1).AddDays(i))
            .Where(day => At(day, daylight) is var at && TithiAt(at) == tithi && MonthAt(at) == month),
    ];

    /// <summary>As above, for the midnight after the day.</summary>
    public static IReadOnlyList<DateOnly> Nights(int year, int month, int tithi) =>
    [
        .. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(i => new DateOnly(year, 1, 1).AddDays(i))
            .Where(day => At(day, 0.5) + 0.5 is var at && TithiAt(at) == tithi && MonthAt(at) == month),
    ];

    /// <summary>The mansion of the moon, 1 to 27.</summary>
    public static int MansionAt(DateOnly day, double daylight)
    {
        var at = At(day, daylight);
        return 1 + (int)(Modulo(Moon(at) - Precession(at)) * 27 / 360);
    }

    private static int TithiAt(double at) => 1 + (int)(Modulo(Moon(at) - Sun(at)) / 12);

    /// <summary>0 for a leap month.</summary>
    private static int MonthAt(double at)
    {
        var (begins, ends) = (NewMoonBefore(at), NewMoonBefore(NewMoonBefore(at) + 35));
        var (first, last) = (SignAt(begins), SignAt(ends));
        return first == last ? 0 : (first + 1) % 12 + 1;
    }

    /// <summary>Of the sun among the stars, 0 to 11; Chaitra begins in the last one.</summary>
    private static int SignAt(double at) => (int)(Modulo(Sun(at) - Precession(at)) / 30);

    private static double NewMoonBefore(double at)
    {
        at -= Modulo(Moon(at) - Sun(at)) / MoonOverSun;
        for (var i = 0; i < 5; i++)
        {
            at -= (Modulo(Moon(at) - Sun(at) + 180) - 180) / MoonOverSun;
        }

        return at;
    }

    /// <summary>Days since the noon of 1 January 2000, at a part of the daylight of a day in Mumbai.</summary>
    private static double At(DateOnly day, double daylight)
    {
        var noon = day.DayNumber - new DateOnly(2000, 1, 1).DayNumber - (LongitudeOfMumbai / 360);
        var (obliquity, sun) = (23.439 * Degree, Sun(noon) * Degree);
        var declination = Math.Asin(Math.Sin(obliquity) * Math.Sin(sun));
        var ascension = Math.Atan2(Math.Cos(obliquity) * Math.Sin(sun), Math.Cos(sun)) / Degree;

        // The true sun is early or late by the equation of time; it rises when its upper rim does.
        noon -= (Modulo(280.4606 + (0.98564736 * noon) - ascension + 180) - 180) / 360;
        var latitude = LatitudeOfMumbai * Degree;
        var half = Math.Acos((Math.Sin(-0.833 * Degree) - (Math.Sin(latitude) * Math.Sin(declination)))
            / (Math.Cos(latitude) * Math.Cos(declination))) / Degree / 360;
        return noon + (((2 * daylight) - 1) * half);
    }

    private static double Sun(double at)
    {
        var t = at / 36_525;
        var anomaly = (357.52911 + (35_999.05029 * t)) * Degree;
        return Modulo(280.46646 + (36_000.76983 * t) + (1.914602 * Math.Sin(anomaly))
            + (0.019993 * Math.Sin(2 * anomaly)) - 0.00569);
    }

    private static double Moon(double at)
    {
        var t = at / 36_525;
        var elongation = (297.8501921 + (445_267.1114034 * t)) * Degree;
        var sun = (357.5291092 + (35_999.0502909 * t)) * Degree;
        var moon = (134.9633964 + (477_198.8675055 * t)) * Degree;
        var latitude = (93.2720950 + (483_202.0175233 * t)) * Degree;
        return Modulo(218.3164477 + (481_267.88123421 * t) + MoonTerms.Sum(term => term.Size / 1e6
            * Math.Sin((term.D * elongation) + (term.M * sun) + (term.MoonM * moon) + (term.F * latitude))));
    }

    /// <summary>Degrees between the equinox and the first star (Lahiri), growing by one in 72 years.</summary>
    private static double Precession(double at) => 23.853 + (at / 365.25 * 0.0139688);

    private static double Modulo(double degrees) => ((degrees % 360) + 360) % 360;
}
