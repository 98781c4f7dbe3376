using System.Numerics;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Properties;

/// <summary>A fraction of two whole numbers of any size: sums, products and quotients without any rounding.</summary>
internal readonly struct Fraction : IComparable<Fraction>, IEquatable<Fraction>
{
    private readonly BigInteger over;
    private readonly BigInteger under;

    private Fraction(BigInteger over, BigInteger under)
    {
        var common = BigInteger.GreatestCommonDivisor(over, under);
        (this.over, this.under) = (over / common, under / common);
    }

    private BigInteger Under => under.IsZero ? BigInteger.One : under;

    /// <summary>Whether a decimal says it exactly: only twos and fives below, and not too many digits.</summary>
    public bool IsDecimal => BigInteger.Pow(10, 12) % Under == 0;

    public static implicit operator Fraction(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = unchecked(
            ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0]);
        return new(value < 0 ? -digits : digits, BigInteger.Pow(10, (bits[3] >> 16) & 0xff));
    }

    public static implicit operator Fraction(int value) => new(value, 1);

    public static explicit operator decimal(Fraction value) => value.Cut(20);

    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.over * b.Under) + (b.over * a.Under), a.Under * b.Under);

    public static Fraction operator -(Fraction a, Fraction b) =>
        new((a.over * b.Under) - (b.over * a.Under), a.Under * b.Under);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.over * b.over, a.Under * b.Under);

    public static Fraction operator /(Fraction a, Fraction b) => b.over.Sign < 0
        ? new(-a.over * b.Under, -a.Under * b.over)
        : new(a.over * b.Under, a.Under * b.over);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator ==(Fraction a, Fraction b) => a.CompareTo(b) == 0;

    public static bool operator !=(Fraction a, Fraction b) => a.CompareTo(b) != 0;

    public static Fraction Min(Fraction a, Fraction b) => a < b ? a : b;

    /// <summary>Cut after so many places, towards zero.</summary>
    public decimal Cut(int places)
    {
        var digits = over * BigInteger.Pow(10, places) / Under;
        var whole = BigInteger.DivRem(digits, BigInteger.Pow(10, places), out var rest);
        return (decimal)whole + ((decimal)rest / (decimal)BigInteger.Pow(10, places));
    }

    public Fraction Distance(Fraction other) => this < other ? other - this : this - other;

    public int CompareTo(Fraction other) => (over * other.Under).CompareTo(other.over * Under);

    public bool Equals(Fraction other) => this == other;

    public override bool Equals(object? obj) => obj is Fraction other && this == other;

    public override int GetHashCode() => HashCode.Combine(over, Under);

    public override string ToString() => $"{over}/{Under}";

    /// <summary>Shares held on a day after trades, counted with the splits up to that day.</summary>
    public static Fraction Held(IEnumerable<Trade> trades, IReadOnlyList<Split> splits, DateOnly on)
    {
        Fraction held = 0;
        foreach (var trade in trades.Where(trade => trade.Kind != TradeKind.Dividend))
        {
            Fraction shares = trade.Quantity;
            foreach (var split in splits.Where(split => split.EffectiveOn > trade.On && split.EffectiveOn <= on))
            {
                shares = shares * split.New / split.Old;
            }

            held = trade.Kind == TradeKind.Buy ? held + shares : held - shares;
        }

        return held;
    }
}
