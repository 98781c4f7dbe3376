using System.Globalization;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData.Tiingo;

/// <summary>The end-of-day prices of Tiingo: raw, with the splits among them, since the first day that is asked for.
/// </summary>
internal sealed class TiingoClient(HttpClient http, IOptions<TiingoOptions> options, TimeProvider clock)
{
    /// <summary>As Tiingo writes it: a hyphen before the class of a share. Null for what can be no share there.
    /// </summary>
    public static string? TickerOf(string symbol) =>
        QuotedUnit.SuffixOf(symbol) is null && symbol.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
            ? symbol.Replace('.', '-')
            : null;

    /// <summary>Whatever goes wrong is an answer without data; only the caller's own cancellation is thrown.</summary>
    public async Task<Answer<IReadOnlyList<TiingoDay>>> DailyAsync(
        string ticker, DateOnly since, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(string.Create(
                CultureInfo.InvariantCulture, $"tiingo/daily/{ticker}/prices?format=json&startDate={since:yyyy-MM-dd}"),
                UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Authorization", $"Token {options.Value.ApiKey}");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var tomorrow = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
            return await BoundedBody.ReadAsync(response, ct) is { } body
                ? TiingoAnswer.Read(response.StatusCode, body, tomorrow)
                : new(AnswerClass.Transport, null, $"body over {BoundedBody.BytesMax} bytes");
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or InvalidDataException
            || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Only the kind: messages of the stack below may quote what was sent.
            return new(AnswerClass.Transport, null, failure.GetType().Name);
        }
    }
}
