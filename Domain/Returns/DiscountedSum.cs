using System.Numerics;

namespace PortfolioTracker.Domain.Returns;

/// <summary>G(u) = sum of amount(i) x e^(-u x weight(i)) for u from 0 up; weights lie between 0 and 1.</summary>
internal sealed class DiscountedSum(double[] amounts, double[] weights)
{
    /// <summary>Two evaluations of one double differ by less than this share of the terms' magnitude.</summary>
    private const double RoundingShare = 1e-13;

    /// <summary>Where the sum is zero at u = 0, the search for others begins here.</summary>
    private const double StartBesideZero = 1e-6;

    private const int RefinementsMax = 200;

    /// <summary>Roots in (0, limit), found by so many equal steps and the turns of the slope between them.</summary>
    public List<double> RootsWithin(double limit, int steps)
    {
        var roots = new List<double>();
        var start = At(0).Value == 0 ? StartBesideZero : 0;
        var width = (limit - start) / steps;
        var (value, slope) = At(start);

        // From one step to the next each term shrinks by its own constant factor: no exponential in the loop.
        var terms = Padded(amounts.Zip(weights, (amount, weight) => amount * Math.Exp(-start * weight)));
        var factors = Padded(weights.Select(weight => Math.Exp(-width * weight)));
        var slopes = Padded(weights.Select(weight => -weight));
        for (var step = 1; step <= steps; step++)
        {
            var (nextValue, nextSlope) = Shrink(terms, factors, slopes);
            var (low, high) = (start + ((step - 1) * width), start + (step * width));
            if (value < 0 != nextValue < 0)
            {
                roots.Add(Root(low, high));
            }
            else if (steps > 1 && value * slope < 0 && nextValue * nextSlope > 0)
            {
                AddRootsAround(Turn(low, high), low, high, roots);
            }

            (value, slope) = (nextValue, nextSlope);
        }

        return roots;
    }

    /// <summary>Filled up with zeros to whole vectors; they add nothing.</summary>
    private static double[] Padded(IEnumerable<double> values)
    {
        var padded = values.ToArray();
        var vectors = (padded.Length + Vector<double>.Count - 1) / Vector<double>.Count;
        Array.Resize(ref padded, vectors * Vector<double>.Count);
        return padded;
    }

    private static (double Value, double Slope) Shrink(double[] terms, double[] factors, double[] slopes)
    {
        var (value, slope) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var i = 0; i < terms.Length; i += Vector<double>.Count)
        {
            var term = new Vector<double>(terms, i) * new Vector<double>(factors, i);
            term.CopyTo(terms, i);
            value += term;
            slope += term * new Vector<double>(slopes, i);
        }

        return (Vector.Sum(value), Vector.Sum(slope));
    }

    private (double Value, double Slope) At(double u)
    {
        var (value, slope) = (0.0, 0.0);
        for (var i = 0; i < amounts.Length; i++)
        {
            var term = amounts[i] * Math.Exp(-u * weights[i]);
            value += term;
            slope -= term * weights[i];
        }

        return (value, slope);
    }

    /// <summary>Newton's method, kept inside a bracket that is halved when a step would leave it or is slow.</summary>
    private double Root(double low, double high)
    {
        var isNegativeAtLow = At(low).Value < 0;
        var (u, stepBefore) = ((low + high) / 2, high - low);
        for (var i = 0; i < RefinementsMax; i++)
        {
            var (value, slope) = At(u);
            if (value < 0 == isNegativeAtLow)
            {
                low = u;
            }
            else
            {
                high = u;
            }

            var next = u - (value / slope);
            if (!(next > low && next < high && Math.Abs(next - u) < stepBefore / 2))
            {
                next = (low + high) / 2;
            }

            stepBefore = Math.Abs(next - u);
            u = next;
            if (stepBefore <= 1e-15 + (4e-15 * u))
            {
                break;
            }
        }

        return u;
    }

    /// <summary>Where the slope changes its sign, by halving.</summary>
    private double Turn(double low, double high)
    {
        var isFallingAtLow = At(low).Slope < 0;
        for (var i = 0; i < RefinementsMax && high - low > 1e-16 + (2e-16 * high); i++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Slope < 0 == isFallingAtLow ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private void AddRootsAround(double turn, double low, double high, List<double> roots)
    {
        var value = At(turn).Value;
        var magnitude = 0.0;
        for (var i = 0; i < amounts.Length; i++)
        {
            magnitude += Math.Abs(amounts[i]) * Math.Exp(-turn * weights[i]);
        }

        if (Math.Abs(value) <= RoundingShare * magnitude)
        {
            roots.Add(turn);
        }
        else if (value < 0 != At(low).Value < 0)
        {
            roots.Add(Root(low, turn));
            roots.Add(Root(turn, high));
        }
    }
}
