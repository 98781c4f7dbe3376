using System.Text.Json;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Bench;

/// <param name="Events">Ascending by ex-date, amounts as paid.</param>
/// <param name="KnownOn">The day from which each was known: its declaration where that is told, else its ex-date.
/// </param>
/// <param name="Until">The day on which it was recorded: what was paid later is not in it.</param>
internal sealed record RecordedHistory(
    string Name,
    IReadOnlyList<DividendEvent> Events,
    IReadOnlyDictionary<Guid, DateOnly> KnownOn,
    IReadOnlyList<Split> Splits,
    DateOnly Until);

/// <summary>Dividends out of recorded answers of the provider, which lie beside the repository.</summary>
internal static class DividendHistories
{
    /// <summary>Fewer leave nothing to compare a forecast of a year with.</summary>
    private const int EventsMin = 8;

    private static readonly Dictionary<string, Split[]> Splits = new()
    {
        ["ibm"] = [new(new(1999, 5, 27), 2, 1)],
        ["msft"] = [new(new(1999, 3, 29), 2, 1), new(new(2003, 2, 18), 2, 1)],
    };

    /// <summary>Null where the recordings are absent.</summary>
    public static IReadOnlyList<RecordedHistory>? Read()
    {
        var shared = Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_SHARED") ?? "../shared";
        var folder = Path.Combine(shared, "alphavantage");
        if (!Directory.Exists(Path.Combine(folder, "DIVIDENDS")))
        {
            Console.WriteLine($"No recordings in {folder}: nothing to compare with. Set PORTFOLIOTRACKER_SHARED to the "
                + "folder that holds alphavantage/DIVIDENDS and its neighbours.");
            return null;
        }

        string[] functions = ["DIVIDENDS", "TIME_SERIES_DAILY_ADJUSTED", "TIME_SERIES_WEEKLY_ADJUSTED",
            "TIME_SERIES_MONTHLY_ADJUSTED"];
        var histories = functions.Select(function => Path.Combine(folder, function)).Where(Directory.Exists)
            .SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal).Select(Of).ToList();
        foreach (var few in histories.Where(history => history.Events.Count < EventsMin))
        {
            Console.WriteLine($"left out: {few.Name}, {few.Events.Count} dividends");
        }

        return [.. histories.Where(history => history.Events.Count >= EventsMin)];
    }

    private static RecordedHistory Of(string path)
    {
        var (function, file) = (Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path));
        var symbol = file[..file.IndexOf('_', StringComparison.Ordinal)];
        var body = File.ReadAllBytes(path);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var rows = function == "DIVIDENDS"
            ? SmallAnswers.Dividends(body, symbol, today)
            : [.. Series(body).Select(row => new DividendRow(row.On, null, null, null, row.Amount))];
        var events = rows.OrderBy(row => row.ExOn).Select((row, index) => (row, Event: new DividendEvent(
            new Guid(index + 1, 0, 0, new byte[8]), symbol, row.ExOn, row.PayOn, row.Amount, "USD"))).ToList();
        return new(
            $"{function.Replace("TIME_SERIES_", "", StringComparison.Ordinal)} {file}",
            [.. events.Select(e => e.Event)],
            events.ToDictionary(e => e.Event.Id, e => e.row.DeclaredOn ?? e.row.ExOn),
            Splits.GetValueOrDefault(symbol, []),
            events.Count == 0 ? default : events[^1].Event.ExOn);
    }

    /// <summary>The rows of a series on which a dividend went ex; of a weekly or monthly one known to the period alone.
    /// </summary>
    private static List<(DateOnly On, decimal Amount)> Series(byte[] body)
    {
        List<(DateOnly, decimal)> found = [];
        void Add(string? day, AnswerRow row)
        {
            if (DateOnly.TryParse(day, out var on) && row.Number("dividendamount") is > 0 and var amount)
            {
                found.Add((on, amount));
            }
        }

        if (!AnswerRows.IsObject(body))
        {
            AnswerRows.From(body, "").ForEach(row => Add(row.Text("timestamp"), row));
            return found;
        }

        using var answer = JsonDocument.Parse(body);
        foreach (var day in answer.RootElement.EnumerateObject()
            .Single(member => member.Name.Contains("Time Series", StringComparison.Ordinal)).Value.EnumerateObject())
        {
            Add(day.Name, AnswerRow.From(day.Value));
        }

        return found;
    }
}
