using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PortfolioTracker.Tests.Support;

/// <summary>A server that stands in for the European Central Bank: three files of rates, made by hand.</summary>
internal sealed class FakeEcb : LocalServer
{
    private const string Vocabulary = "http" + "://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    private FakeEcb()
    {
    }

    /// <summary>The files that were asked for, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>By file name; what is not there is answered with 404.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = new();

    public static async Task<FakeEcb> StartAsync()
    {
        var bank = new FakeEcb();
        await bank.ListenAsync();
        return bank;
    }

    /// <summary>The same days in all three files.</summary>
    public FakeEcb With(params (string Day, (string Currency, decimal Rate)[] Rates)[] days)
    {
        foreach (var file in (string[])["eurofxref-daily.xml", "eurofxref-hist-90d.xml", "eurofxref-hist.xml"])
        {
            Files[file] = Xml(days);
        }

        return this;
    }

    /// <summary>In the bank's own form, namespaces and sender included.</summary>
    public static string Xml(params (string Day, (string Currency, decimal Rate)[] Rates)[] days)
    {
        var cubes = days.Select(day => $"<Cube time=\"{day.Day}\">"
            + string.Concat(day.Rates.Select(rate => string.Create(
                CultureInfo.InvariantCulture, $"<Cube currency=\"{rate.Currency}\" rate=\"{rate.Rate}\"/>")))
            + "</Cube>");
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
                xmlns="{Vocabulary}">
              <gesmes:subject>Reference rates</gesmes:subject>
              <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
              <Cube>{string.Concat(cubes)}</Cube>
            </gesmes:Envelope>
            """;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        var file = context.Request.Path.Value!.TrimStart('/');
        Requests.Enqueue(file);
        context.Response.StatusCode = Files.ContainsKey(file) ? 200 : 404;
        await context.Response.WriteAsync(Files.GetValueOrDefault(file, ""));
    }
}
