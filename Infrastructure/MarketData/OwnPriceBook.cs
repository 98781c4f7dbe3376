using Dapper;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData;

internal sealed record OwnCloseOfSymbol(string Symbol, string Currency, DateOnly Date, decimal Close);

internal sealed record OwnClose(DateOnly Date, decimal Close, string Currency, DateTime UpdatedAt);

/// <summary>What a user sees of a symbol that no provider covers: the prices that the user gave, in the place of what
/// nobody knows.</summary>
internal sealed class OwnPriceBook(UserDatabase database)
{
    private const string SelectCloses =
        """
        SELECT date, close, currency, updated_at
        FROM pt.user_prices
        WHERE user_id = @userId AND symbol = @symbol AND date BETWEEN @from AND @to
        ORDER BY date
        """;

    private const string SelectOfSymbols =
        """
        SELECT symbol, currency, date, close
        FROM pt.user_prices
        WHERE user_id = @userId AND symbol = ANY(@symbols)
        """;

    /// <summary>The market as the user sees it.</summary>
    public async Task<MarketView> InPlaceOfAsync(MarketView view, CurrentUser user, CancellationToken ct)
    {
        string[] symbols =
            [.. view.Securities.Where(known => OwnPrices.CountFor(known.Value)).Select(known => known.Key)];
        if (symbols.Length == 0)
        {
            return view;
        }

        await using var transaction = await database.BeginReadAsync(user, ct);
        var closes = await transaction.Connection.QueryAsync<OwnCloseOfSymbol>(
            SelectOfSymbols, new { userId = user.Id, symbols = new Typed<string[]>(symbols), ct });
        return view.With([.. closes.GroupBy(own => (own.Symbol, own.Currency)).Select(own => new OwnPrices(
            own.Key.Symbol, own.Key.Currency,
            PriceSeries.From(own.Select(close => new PricePoint(close.Date, close.Close)))))]);
    }

    public async Task<HistoryReading> InPlaceOfAsync(
        HistoryReading reading, CurrentUser user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var known = reading.Security;
        if (!OwnPrices.CountFor(known)
            || await OfAsync(user, known.Instrument.Symbol, from, to, ct) is not { } own)
        {
            return reading;
        }

        return reading with
        {
            Security = own.Prices.Over(known),
            Days = [.. own.Bars.Select(bar => new AdjustedDay(bar, null))],
            Status = CacheStatus.Hit,
        };
    }

    public async Task<QuoteReading> InPlaceOfAsync(
        QuoteReading reading, string symbol, CurrentUser user, CancellationToken ct)
    {
        if (reading.Quote is not null
            || await OfAsync(user, symbol, DateOnly.MinValue, DateOnly.MaxValue, ct) is not { } own)
        {
            return reading;
        }

        var instrument = own.Prices.Over(Security.Unknown(symbol)).Instrument;
        StoredBar[] lastTwo = [.. own.Bars.TakeLast(2).Reverse()];
        return reading with { Quote = MarketQuote.From(instrument, null, lastTwo, []), Status = CacheStatus.Hit };
    }

    private async Task<(OwnPrices Prices, IReadOnlyList<StoredBar> Bars)?> OfAsync(
        CurrentUser user, string symbol, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        List<OwnClose> closes = [.. await transaction.Connection.QueryAsync<OwnClose>(
            SelectCloses, new { userId = user.Id, symbol, from, to, ct })];
        return closes.Count == 0 ? null
            : (
                new(symbol, closes[0].Currency,
                    PriceSeries.From(closes.Select(own => new PricePoint(own.Date, own.Close)))),
                [.. closes.Select(own => new StoredBar(
                    own.Date, null, null, null, own.Close, null, OwnPrices.Source, own.UpdatedAt))]);
    }
}
