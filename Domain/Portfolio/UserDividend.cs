using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>One dividend of the user, told in base currency too: announced and entitled to, or known to the user alone.
/// </summary>
/// <param name="SharesNow">Held on the day asked for.</param>
/// <param name="AmountBase">Net, in base currency, at the rate of the pay day (of the day asked for, while that lies
/// ahead); null where the rate is missing.</param>
internal sealed record UserDividend(DividendEntry Entry, decimal SharesNow, decimal? AmountBase)
{
    public string Symbol => Entry.Symbol;

    public DividendEvent? Event => Entry.Event;

    /// <summary>The ledger row that settles it; null while it is pending.</summary>
    public Trade? Booked => Entry.Booked;

    public DateOnly ExOn => Entry.ExOn;

    public DateOnly? PayOn => Entry.PayOn;

    public decimal AmountPerShare => Entry.AmountPerShare;

    public decimal Shares => Entry.Shares;

    public string Currency => Entry.Currency;

    /// <summary>Net of what was kept back.</summary>
    public decimal Amount => Entry.Net;

    public bool IsConfirmed => Entry.IsConfirmed;

    public static UserDividend Of(
        DividendEntry entry, decimal sharesNow, ExchangeRates rates, string baseCurrency, DateOnly asOf)
    {
        // The user's own rate of a booking counts, as it does in the position.
        var rate = entry.Currency == baseCurrency ? 1m
            : entry.Booked?.RateToBase
                ?? rates.Between(entry.Currency, baseCurrency, entry.DueOn < asOf ? entry.DueOn : asOf)?.Value;
        return new(entry, sharesNow, entry.Net * rate);
    }
}
