using System.Text;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Units of the currency for one euro, on a day of the bank.</summary>
internal sealed record EuroRate(DateOnly On, string Currency, decimal Rate);

internal enum EuroPeriod
{
    LastDay,
    Last90Days,

    /// <summary>Since 4 January 1999.</summary>
    All,
}

/// <summary>The euro reference rates of the European Central Bank: some thirty currencies, on days on which TARGET is
/// open, out at about 16:00 in Frankfurt. Reference rates, not those of a trade.</summary>
internal sealed class EcbRates(HttpClient http)
{
    /// <summary>All of history has some eight million characters.</summary>
    private const long CharactersMax = 64 * 1024 * 1024;

    /// <summary>Whatever goes wrong is an answer without data; only the caller's own cancellation is thrown.</summary>
    public async Task<Answer<IReadOnlyList<EuroRate>>> AskAsync(EuroPeriod period, CancellationToken ct)
    {
        var file = period switch
        {
            EuroPeriod.LastDay => "eurofxref-daily.xml",
            EuroPeriod.Last90Days => "eurofxref-hist-90d.xml",
            _ => "eurofxref-hist.xml",
        };
        try
        {
            using var response = await http.GetAsync(
                new Uri(file, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
            {
                return new(AnswerClass.Transport, null, $"HTTP {(int)response.StatusCode}");
            }

            await using var body = await response.Content.ReadAsStreamAsync(ct);
            var rates = await ReadAsync(body, ct);
            return rates.Count > 0
                ? new(AnswerClass.Data, rates, null)
                : new(AnswerClass.NoCoverage, null, "no rate in the answer");
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or FormatException
            || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(AnswerClass.Transport, null, failure.GetType().Name);
        }
    }

    /// <exception cref="FormatException">It is not such a file, or far too long.</exception>
    public static async Task<IReadOnlyList<EuroRate>> ReadAsync(Stream body, CancellationToken ct)
    {
        using var reader = new StreamReader(body, Encoding.UTF8);
        var xml = new EcbXml();
        var buffer = new char[16 * 1024];
        var all = 0L;
        for (int read; (read = await reader.ReadAsync(buffer, ct)) > 0;)
        {
            all += read;
            if (all > CharactersMax)
            {
                throw new FormatException("Far more than all the rates there are.");
            }

            xml.Take(buffer.AsSpan(0, read));
        }

        return xml.End();
    }
}
