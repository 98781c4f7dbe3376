using Npgsql;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>One security while its rows come in, result by result.</summary>
internal sealed class SecurityParts(string symbol)
{
    private readonly List<Split> splits = [];
    private readonly List<PendingAction> pending = [];
    private readonly List<DividendEvent> dividends = [];
    private Instrument instrument = new(symbol);
    private PriceSeries prices = PriceSeries.Empty;
    private Quote? quote;
    private string? source;
    private DateTime? fetchedAt;
    private string? priceSource;
    private DoubtedPrice? doubted;

    /// <summary>Reads instruments, prices, splits, dividends, quotes and answers, in this order of results.
    /// </summary>
    public static async Task ReadAllAsync(
        IReadOnlyDictionary<string, SecurityParts> parts, NpgsqlDataReader reader, CancellationToken ct)
    {
        Action<SecurityParts, NpgsqlDataReader>[] results =
        [
            (part, row) => part.TakeInstrument(row),
            (part, row) => part.TakePrices(row),
            (part, row) => part.TakeSplit(row),
            (part, row) => part.TakeDividend(row),
            (part, row) => part.TakeQuote(row),
            (part, row) => part.TakeAnswered(row),
        ];

        for (var i = 0; i < results.Length; i++)
        {
            if (i > 0)
            {
                await reader.NextResultAsync(ct);
            }

            SecurityParts? part = null;
            while (await reader.ReadAsync(ct))
            {
                var symbol = reader.GetString(0);
                part = part?.instrument.Symbol == symbol ? part : parts[symbol];
                results[i](part, reader);
            }
        }
    }

    public Security Build() => Read() with
    {
        // What has no price lacks more than these, and nothing of it is asked for.
        SplitsAreKnown = splitsAreKnown || prices.Count == 0,
        DividendsAreKnown = dividendsAreKnown || prices.Count == 0,
    };

    private Security Read() => new(
        instrument,
        prices,
        splits,
        pending,
        dividends,
        quote,
        prices.Count > 0 || quote is not null ? source : null,
        fetchedAt)
    {
        Doubted = doubted,
        PriceSource = priceSource,
    };

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private void TakeInstrument(NpgsqlDataReader row)
    {
        instrument = instrument with
        {
            Name = Text(row, 1),
            Currency = Text(row, 2),
            CurrencyIsGuess = row.GetBoolean(3),
            Sector = Text(row, 4),
            Region = Text(row, 5),
            AssetClass = Text(row, 6),
            Exchange = Text(row, 7),
            FundSectors = row.IsDBNull(15)
                ? null
                : [.. row.GetFieldValue<string[]>(15).Zip(
                    row.GetFieldValue<decimal[]>(16), (sector, weight) => new SectorWeight(sector, weight))],
        };
        fetchedAt = row.IsDBNull(8) ? null : row.GetDateTime(8);
        source = row.GetString(9);
        doubted = DoubtedOf(row, 10);
        priceSource = Text(row, 14);
    }

    /// <summary>Of four columns, which are null in good times.</summary>
    public static DoubtedPrice? DoubtedOf(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new(row.GetFieldValue<DateOnly>(first), row.GetDecimal(first + 1),
            row.GetFieldValue<DateOnly>(first + 2), row.GetDecimal(first + 3));

    /// <summary>Of a row that holds days and closes as two arrays, after a name.</summary>
    public static PriceSeries SeriesOf(NpgsqlDataReader row) =>
        PriceSeries.From(row.GetFieldValue<DateOnly[]>(1), row.GetFieldValue<decimal[]>(2));

    private void TakePrices(NpgsqlDataReader row) => prices = SeriesOf(row);

    private void TakeSplit(NpgsqlDataReader row)
    {
        var on = row.GetFieldValue<DateOnly>(1);
        if (row.IsDBNull(3))
        {
            pending.Add(new(on, row.GetDecimal(2)));
        }
        else
        {
            splits.Add(new(on, row.GetInt32(3), row.GetInt32(4)));
        }
    }

    private void TakeDividend(NpgsqlDataReader row) => dividends.Add(new(
        row.GetGuid(1),
        instrument.Symbol,
        row.GetFieldValue<DateOnly>(2),
        row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3),
        row.GetDecimal(4),
        Text(row, 5) ?? instrument.Currency,
        row.GetDateTime(6)));

    private void TakeQuote(NpgsqlDataReader row) => quote = new(
        row.GetDecimal(1),
        row.IsDBNull(2) ? null : row.GetDecimal(2),
        row.GetFieldValue<DateOnly>(3),
        row.GetDateTime(4));

    private bool splitsAreKnown;
    private bool dividendsAreKnown;

    private void TakeAnswered(NpgsqlDataReader row)
    {
        splitsAreKnown |= row.GetString(1) == "Splits";
        dividendsAreKnown |= row.GetString(1) == "Dividends";
    }
}
