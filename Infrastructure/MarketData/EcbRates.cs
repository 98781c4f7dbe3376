using System.Globalization;
using System.Xml;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Units of the currency for one euro, on a day of the bank.</summary>
internal readonly record struct EuroRate(DateOnly On, string Currency, decimal Rate);

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
            failure is HttpRequestException or IOException or XmlException or FormatException
            || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(AnswerClass.Transport, null, failure.GetType().Name);
        }
    }

    /// <summary>Reads <c>Cube time</c> and the <c>Cube currency rate</c> in it. A rate that is no positive number, or
    /// of no currency code, spoils the whole answer: it is not what was asked for.</summary>
    public static async Task<IReadOnlyList<EuroRate>> ReadAsync(Stream body, CancellationToken ct)
    {
        using var reader = XmlReader.Create(body, new()
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = CharactersMax,
            IgnoreComments = true,
            IgnoreWhitespace = true,
        });
        var rates = new List<EuroRate>();
        DateOnly? day = null;
        while (await reader.ReadAsync())
        {
            ct.ThrowIfCancellationRequested();
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Cube" })
            {
                continue;
            }

            if (reader.GetAttribute("time") is { } time)
            {
                day = DateOnly.ParseExact(time, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
            else if (reader.GetAttribute("currency") is { } currency && reader.GetAttribute("rate") is { } text
                && text is not "N/A")
            {
                rates.Add(new(day ?? throw new FormatException("A rate without a day."), Code(currency), Rate(text)));
            }
        }

        return rates;
    }

    private static string Code(string currency) =>
        currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? currency
            : throw new FormatException("A currency without a code.");

    private static decimal Rate(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0
            ? rate
            : throw new FormatException("A rate that is no positive number.");
}
