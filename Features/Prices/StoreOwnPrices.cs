using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Prices;

/// <param name="Stored">Days that were new or changed.</param>
/// <param name="Unchanged">Days whose price was there already.</param>
/// <param name="InUse">The symbol is valued with them; false where a provider has prices of it.</param>
/// <param name="Rows">Of a preview: what was found about each price.</param>
internal sealed record StoreOwnPricesReply(
    string Symbol, string Currency, bool Preview, int Stored, int Unchanged, bool InUse,
    IReadOnlyList<RowOutcome> Rows);

internal static class StoreOwnPrices
{
    /// <summary>Of all symbols together: they are read with every computation.</summary>
    private const int OwnedMax = 100_000;

    private const int RowsToldMax = 100;
    private const int RowsPerStatement = 2_000;

    private const string LockSymbol =
        """
        INSERT INTO pt.positions (user_id, symbol)
        VALUES (@userId, @ticker)
        ON CONFLICT (user_id, symbol) DO UPDATE SET version = positions.version + 1
        """;

    private const string SelectCurrency =
        "SELECT currency FROM pt.user_prices WHERE user_id = @userId AND symbol = @ticker LIMIT 1";

    private const string CountOwned = "SELECT count(*)::int FROM pt.user_prices WHERE user_id = @userId";

    private const string UpsertPrices =
        """
        INSERT INTO pt.user_prices AS p (user_id, symbol, date, close, currency, source)
        SELECT $1, $2, n.date, n.close, $3, $4
        FROM unnest($5::date[], $6::numeric[]) AS n (date, close)
        ORDER BY n.date
        ON CONFLICT (user_id, symbol, date) DO UPDATE SET close = excluded.close, source = excluded.source
        WHERE p.close <> excluded.close
        """;

    /// <summary>Stores prices of a symbol that no provider covers, all or none; a day that is there is replaced. They
    /// are the caller's alone, and count only while no provider has prices of the symbol.</summary>
    /// <param name="symbol" example="MYHOUSE">As it stands in the caller's transactions.</param>
    /// <param name="currency">Of a table; in JSON it stands in the body.</param>
    /// <param name="preview">True stores nothing and tells each row's outcome.</param>
    public static async Task<Results<Reply<StoreOwnPricesReply>, Conflict<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        [TakesCurrency] string? currency,
        [TakesBool(Default = false)] string? preview,
        CurrentUser user,
        [FromServices] UserDatabase database,
        [FromServices] PortfolioDocuments documents,
        [FromServices] MarketStore market,
        [FromServices] IOptions<JsonOptions> json,
        HttpRequest request,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var (ticker, isPreview) = (query.Symbol("symbol", symbol), query.Bool("preview", preview, byDefault: false));

        // The day begins first at UTC+14.
        var lastDay = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14));
        var file = query.Problems.Count > 0 ? null : await OwnPriceFile.ReadAsync(
            request, currency, json.Value.SerializerOptions, lastDay, query.Problems, ct);
        if (!isPreview && file is not null)
        {
            query.Problems.AddRange(file.Rows.SelectMany(row => row.Problems).Take(RowsToldMax));
        }

        if (file is null || ticker is null || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var inUse = OwnPrices.CountFor((await market.ViewAsync([ticker], [], "USD", ct)).Of(ticker));
        if (isPreview)
        {
            return new Reply<StoreOwnPricesReply>(
                new(ticker, file.Currency!, Preview: true, 0, 0, inUse, [.. file.Rows.Select(row => row.Outcome)]),
                "Nothing was stored: this is a preview");
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var (stored, problem) = await StoreAsync(transaction.Connection, user, ticker, file, ct);
        if (problem is not null)
        {
            return TypedResults.Conflict(problem);
        }

        await transaction.CommitAsync(ct);
        documents.Drop(user.Id);
        return new Reply<StoreOwnPricesReply>(
            new(ticker, file.Currency!, Preview: false, stored, file.Rows.Count - stored, inUse, []),
            inUse ? $"Prices stored: {stored}"
                : $"Prices stored: {stored}. A provider has prices of {ticker}; yours count only while none does");
    }

    private static async Task<(int Stored, Error? Problem)> StoreAsync(
        NpgsqlConnection connection, CurrentUser user, string ticker, OwnPriceFile file, CancellationToken ct)
    {
        // Two writers of one symbol come one after the other, so that both see which currency it has.
        var names = new { userId = user.Id, ticker, ct };
        await connection.ExecuteAsync(LockSymbol, names);
        if (await connection.ExecuteScalarAsync<string?>(SelectCurrency, names) is { } known && known != file.Currency)
        {
            return (0, Error.Conflict(
                $"Your prices of {ticker} are in {known}. Remove them first (DELETE /api/prices/{ticker})."));
        }

        var stored = 0;
        foreach (var part in file.Rows.Chunk(RowsPerStatement))
        {
            await using var upsert = new NpgsqlCommand(UpsertPrices, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = user.Id },
                    new NpgsqlParameter<string> { TypedValue = ticker },
                    new NpgsqlParameter<string> { TypedValue = file.Currency },
                    new NpgsqlParameter<string> { TypedValue = file.Source },
                    new NpgsqlParameter<DateOnly[]> { TypedValue = Array.ConvertAll(part, row => row.On) },
                    new NpgsqlParameter<decimal[]> { TypedValue = Array.ConvertAll(part, row => row.Close) },
                },
            };
            stored += await upsert.ExecuteNonQueryAsync(ct);
        }

        return await connection.ExecuteScalarAsync<int>(CountOwned, new { userId = user.Id, ct }) > OwnedMax
            ? (0, Error.Conflict($"You may keep at most {OwnedMax} prices of your own."))
            : (stored, null);
    }
}
