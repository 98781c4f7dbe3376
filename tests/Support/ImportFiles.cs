using System.Net.Http.Headers;
using System.Text;

namespace PortfolioTracker.Tests.Support;

/// <summary>Sends files to the import.</summary>
internal static class ImportFiles
{
    public const string Path = "/api/import";

    public static Task<Answer> ImportCsvAsync(
        this Caller caller, string csv, string query = "", params (string Name, string Value)[] headers) =>
        caller.ImportAsync(Encoding.UTF8.GetBytes(csv), "text/csv", query, headers);

    public static Task<Answer> ImportJsonAsync(this Caller caller, string json, string query = "") =>
        caller.ImportAsync(Encoding.UTF8.GetBytes(json), "application/json", query);

    public static async Task<Answer> ImportAsync(
        this Caller caller, byte[] body, string? contentType, string query = "",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + query);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await caller.SendAsync(request);
    }

    /// <summary>The transactions of the ledger, newest first, as text that leaves out ids and instants.</summary>
    public static async Task<string[]> LedgerAsync(this Caller caller) =>
        [.. (await caller.GetAsync("/api/transactions?limit=1000")).Data.GetProperty("transactions").EnumerateArray()
            .Select(row => string.Join(' ', ((string[])["date", "transaction_type", "symbol", "quantity", "price",
                "currency", "commission", "notes"]).Select(name => row.GetProperty(name).ToString())).TrimEnd())];
}
