namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>What the income of one symbol should be, told slowly: each dividend counts the shares of every trade before
/// its ex-date anew.</summary>
internal sealed class LedgerModel(DateOnly splitOn, int splitFactor, IReadOnlyList<ModelDividend> dividends)
{
    /// <summary>By the id of the transaction; sales are negative.</summary>
    public Dictionary<Guid, (DateOnly On, decimal Quantity)> Trades { get; } = [];

    public IReadOnlyList<ModelDividend> Dividends => dividends;

    public decimal Received => dividends.Sum(d => d.Booked is { } booked ? booked.Shares * booked.PerShare : 0);

    public decimal Pending => dividends.Where(d => d is { Booked: null, IsRejected: false })
        .Sum(d => SharesBefore(d.ExOn) * d.PerShare);

    /// <summary>Those that the user is shown.</summary>
    public int Shown => dividends.Count(d => !d.IsRejected && IsFound(d));

    public decimal SharesBefore(DateOnly exOn) => Math.Max(0, Trades.Values.Where(trade => trade.On < exOn)
        .Sum(trade => trade.Quantity * (trade.On < splitOn && splitOn <= exOn ? splitFactor : 1)));

    /// <summary>What is neither entitled to nor booked is not there.</summary>
    public bool IsFound(ModelDividend dividend) => dividend.Booked is not null || SharesBefore(dividend.ExOn) > 0;

    /// <summary>The status that is to be expected.</summary>
    public int Confirm(ModelDividend dividend)
    {
        var status = Refusal(dividend) ?? (dividend.Booked is null ? 200 : 409);
        if (status == 200)
        {
            dividend.Booked = (SharesBefore(dividend.ExOn), dividend.PerShare);
        }

        return status;
    }

    public int Reject(ModelDividend dividend)
    {
        var status = Refusal(dividend) ?? 200;
        if (status == 200)
        {
            (dividend.IsRejected, dividend.Booked) = (true, null);
        }

        return status;
    }

    public int Edit(ModelDividend dividend, DateOnly exOn, decimal perShare)
    {
        var shares = dividend.Booked is { } booked && dividend.ExOn == exOn ? booked.Shares : SharesBefore(exOn);
        var status = Refusal(dividend) ?? (shares > 0 ? 200 : 409);
        if (status == 200)
        {
            (dividend.ExOn, dividend.PerShare) = (exOn, perShare);
            dividend.Booked = dividend.Booked is null ? null : (shares, perShare);
        }

        return status;
    }

    private int? Refusal(ModelDividend dividend) =>
        !IsFound(dividend) ? 404 : dividend.IsRejected ? 409 : null;
}

internal sealed class ModelDividend(DateOnly exOn, decimal perShare)
{
    public DateOnly AnnouncedExOn { get; } = exOn;

    public DateOnly ExOn { get; set; } = exOn;

    public decimal PerShare { get; set; } = perShare;

    public (decimal Shares, decimal PerShare)? Booked { get; set; }

    public bool IsRejected { get; set; }

    public string Id { get; set; } = "";
}
