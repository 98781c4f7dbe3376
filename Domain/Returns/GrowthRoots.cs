namespace PortfolioTracker.Domain.Returns;

/// <summary>
/// All y in [-limit, limit] with sum of amount(i) x e^(-y x time(i)) = 0: the logarithms of the growth over the whole
/// span at which flows are worth nothing.
/// <para>
/// The two sides of y = 0 are searched apart, each with weights that keep every exponent at or below zero (time, and
/// 1 - time after the equation is multiplied by e^y), so that no span of centuries overflows.
/// </para>
/// </summary>
internal static class GrowthRoots
{
    // A step of the search is about half a unit of ln growth; two roots within one step are found by the turn of the
    // slope between them, three are not.
    private const double StepWidth = 0.5;
    private const int StepsMin = 64;
    private const int StepsMax = 512;

    /// <summary>Roots closer than this are one: no sum of money tells them apart.</summary>
    private const double Indistinct = 1e-7;

    /// <summary>Ascending. A root that only touches zero counts once.</summary>
    /// <param name="amounts">At least two, of both signs, none zero.</param>
    /// <param name="times">Ascending, from 0 to 1.</param>
    public static IReadOnlyList<double> Of(double[] amounts, double[] times, double limit)
    {
        var above = new DiscountedSum(amounts, times);
        var below = new DiscountedSum(amounts, Array.ConvertAll(times, time => 1 - time));
        var atZero = amounts.Sum();

        // Descartes' rule holds for real exponents: one change of sign, at most one root, and it lies on one side.
        var signChanges = 0;
        for (var i = 1; i < amounts.Length; i++)
        {
            signChanges += amounts[i] > 0 != amounts[i - 1] > 0 ? 1 : 0;
        }

        var steps = signChanges == 1 ? 1 : Math.Clamp((int)Math.Ceiling(limit / StepWidth), StepsMin, StepsMax);
        var roots = new List<double>();
        roots.AddRange(below.RootsWithin(limit, steps).Select(u => -u));
        if (atZero == 0)
        {
            roots.Add(0);
        }

        roots.AddRange(above.RootsWithin(limit, steps));
        roots.Sort();
        return [.. roots.Where((root, i) => i == 0 || root - roots[i - 1] > Indistinct)];
    }
}
