using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Portfolio;

/// <summary>A ledger and a market, written down in the order in which they are told. Dates are yyyy-MM-dd.</summary>
internal sealed class Given(string baseCurrency = "USD", CostMethod method = CostMethod.Fifo)
{
    private readonly List<Trade> trades = [];
    private readonly Dictionary<string, Security> securities = [];
    private readonly Dictionary<(string, string), PriceSeries> rates = [];
    private readonly Dictionary<string, DoubtedPrice> doubted = [];

    public Trade Last => trades[^1];

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public Given Buy(
        string symbol, string on, decimal quantity, decimal price, decimal fee = 0, string currency = "USD",
        decimal? rate = null) => Row(TradeKind.Buy, symbol, on, quantity, price, fee, currency, rate, null);

    public Given Sell(
        string symbol, string on, decimal quantity, decimal price, decimal fee = 0, string currency = "USD",
        decimal? rate = null) => Row(TradeKind.Sell, symbol, on, quantity, price, fee, currency, rate, null);

    public Given Dividend(
        string symbol, string on, decimal shares, decimal amount, decimal fee = 0, string currency = "USD",
        Guid? of = null) => Row(TradeKind.Dividend, symbol, on, shares, amount, fee, currency, null, of);

    /// <summary>Instrument with its currency, and its closes.</summary>
    public Given Security(string symbol, string? currency, params (string On, decimal Close)[] closes)
    {
        var points = closes.Select(close => new PricePoint(Day(close.On), close.Close)).ToArray();
        return Change(symbol, security => security with
        {
            Instrument = new(symbol, Currency: currency),
            Prices = PriceSeries.From(points),
        });
    }

    public Given Closes(string symbol, params (string On, decimal Close)[] closes) => Security(symbol, "USD", closes);

    public Given Split(string symbol, string on, int newShares, int oldShares) => Change(symbol, security =>
        security with { Splits = [.. security.Splits, new(Day(on), newShares, oldShares)] });

    public Given Pays(string symbol, Guid id, string exOn, string? payOn, decimal amount, string? currency = "USD") =>
        Change(symbol, security => security with
        {
            Dividends =
            [
                .. security.Dividends,
                new DividendEvent(id, symbol, Day(exOn), payOn is null ? null : Day(payOn), amount, currency),
            ],
        });

    public Given Quote(string symbol, string on, decimal price) => Change(symbol, security =>
        security with { Quote = new(price, null, Day(on), DateTime.UnixEpoch) });

    public Given Change(string symbol, Func<Security, Security> change)
    {
        securities[symbol] = change(securities.TryGetValue(symbol, out var known)
            ? known
            : PortfolioTracker.Domain.Prices.Security.Unknown(symbol));
        return this;
    }

    public Given Rate(string from, string to, params (string On, decimal Rate)[] points)
    {
        rates[(from, to)] = PriceSeries.From(points.Select(point => new PricePoint(Day(point.On), point.Rate)));
        return this;
    }

    /// <summary>A rate of the currency that was told and not believed.</summary>
    public Given Doubt(string currency, DoubtedPrice rate)
    {
        doubted[currency] = rate;
        return this;
    }

    public PortfolioSnapshot On(string asOf, string benchmark = "SPY", bool isPast = false) => PortfolioSnapshot.Of(
        new Ledger(baseCurrency, method, trades),
        new MarketView(securities, new ExchangeRates(rates) { Doubted = doubted }),
        new SnapshotOptions(Day(asOf), benchmark, IsPast: isPast));

    private Given Row(
        TradeKind kind, string symbol, string on, decimal quantity, decimal price, decimal fee, string currency,
        decimal? rate, Guid? dividend)
    {
        trades.Add(new(
            Guid.CreateVersion7(), kind, symbol, Day(on), quantity, price, fee, currency, rate,
            DateTime.UnixEpoch.AddSeconds(trades.Count), dividend));
        trades.Sort(Trade.InLedgerOrder);
        return this;
    }
}
