using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioTracker.Features.Analytics;
using PortfolioTracker.Features.CompletePortfolio;

namespace PortfolioTracker.Tests.Domain.Portfolio;

/// <summary>docs/numbers.md lists every number of the document and the analytics; what it names exists.</summary>
internal sealed class NumbersMapTests
{
    private static readonly Type[] Numbers =
        [typeof(decimal), typeof(int), typeof(long), typeof(double), typeof(float)];

    private static readonly Type[] Ours = typeof(CompletePortfolioReply).Assembly.GetTypes();

    private static readonly (Type Type, string Prefix)[] Replies =
    [
        (typeof(CompletePortfolioReply), ""), (typeof(CompleteMetadata), "metadata."),
        (typeof(GetSummaryReply), "summary."), (typeof(AnalysedHolding), "holdings[]."),
        (typeof(GetPerformanceReply), "performance."), (typeof(GetLotsReply), "lots."),
        (typeof(GetRealizedGainsReply), "realized."),
    ];

    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private sealed record Row(string Wire, string Member, string Formula, string Source, string Tests);

    [Test]
    public async Task Every_number_of_the_reply_is_on_the_map_and_nothing_else()
    {
        var wire = Replies.SelectMany(reply => NumbersOf(reply.Type, reply.Prefix)).ToArray();
        var mapped = Rows().Select(row => row.Wire).ToArray();

        await Assert.That(wire.Length).IsGreaterThan(200);
        await Assert.That(wire.Except(mapped)).IsEmpty();
        await Assert.That(mapped.Except(wire)).IsEmpty();
        await Assert.That(mapped.Distinct().Count()).IsEqualTo(mapped.Length);
    }

    [Test]
    public async Task Every_member_that_the_map_names_exists()
    {
        var missing = Rows().Where(row => row.Member.Split('.') is not [var type, var member]
            || !Ours.Any(one => one.Name == type && one.GetMember(member, Any).Length > 0));

        await Assert.That(missing).IsEmpty();
    }

    [Test]
    public async Task Every_test_that_the_map_names_exists_and_only_measurements_have_none()
    {
        var tests = typeof(NumbersMapTests).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<TestAttribute>() is not null))
            .Select(type => type.Name).ToHashSet();
        var missing = Rows().Where(row => row.Tests == "measured"
            ? Ours.Any(type => type.Name == row.Member.Split('.')[0] && type.Namespace!.Contains(".Domain."))
            : !tests.Contains(row.Tests));

        await Assert.That(missing).IsEmpty();
    }

    [Test]
    public async Task Every_row_has_a_formula_and_a_source()
    {
        await Assert.That(Rows().Where(row => row.Formula.Length == 0 || row.Source.Length == 0)).IsEmpty();
    }

    private static IEnumerable<string> NumbersOf(Type type, string prefix)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
                ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            var (inner, suffix) = Inner(property.PropertyType);
            if (Numbers.Contains(inner))
            {
                yield return name + suffix;
            }
            else if (inner.Namespace!.StartsWith("PortfolioTracker.", StringComparison.Ordinal))
            {
                foreach (var nested in NumbersOf(inner, $"{name}{suffix}."))
                {
                    yield return nested;
                }
            }
        }
    }

    private static (Type Type, string Suffix) Inner(Type type) =>
        Nullable.GetUnderlyingType(type) is { } known ? (known, "")
        : type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)) ? (type, "")
        : type.GetGenericArguments() is [_, var value] ? (Inner(value).Type, "{}")
        : (Inner(type.GetGenericArguments()[0]).Type, "[]");

    private static List<Row> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Root(), "docs", "numbers.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .Select(cells => new Row(cells[1], cells[2], cells[3], cells[4], cells[5])),
    ];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PortfolioTracker.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }

        return folder;
    }
}
