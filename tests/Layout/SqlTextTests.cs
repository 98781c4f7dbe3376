using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Layout;

/// <summary>
/// Row-level security stands on a setting, so that whoever could write into a statement could also set another user.
/// Therefore every statement is a constant, which the compiler makes of nothing but constants; values are parameters.
/// </summary>
internal sealed partial class SqlTextTests
{
    /// <summary>The tables to erase are those of the access manifest, which no request reaches.</summary>
    private static readonly string[] Composed = ["DELETE FROM pt.{table} WHERE user_id = $1"];

    [Test]
    public async Task Every_statement_is_a_constant()
    {
        var sources = Repository.Files.Where(file => file.EndsWith(".cs", default)
            && (file.StartsWith("Features/", default) || file.StartsWith("Infrastructure/", default))).ToList();
        var statements = sources.Sum(file => Statement().Count(Repository.Read(file)));
        await Assert.That(statements).IsGreaterThan(100);

        var wrong = sources.SelectMany(file => Faults(Repository.Read(file)).Select(fault => $"{file}: {fault}"))
            .Where(fault => !Composed.Any(fault.Contains));
        await Assert.That(wrong).IsEmpty();
    }

    [Test]
    [Arguments("var sql = $\"SELECT id FROM pt.watchlist WHERE symbol = '{symbol}'\";")]
    [Arguments("Run($\"\"\"\n  UPDATE pt.watchlist SET notes = '{notes}'\n  \"\"\");")]
    [Arguments("var sql = \"DELETE FROM pt.watchlist WHERE symbol = \" + symbol;")]
    [Arguments("var sql = string.Format(\"SELECT {0} FROM pt.watchlist\", column);")]
    [Arguments("command.CommandText += \" LIMIT \" + limit;")]
    [Arguments("text.Append(\"ORDER BY \" + column); new NpgsqlCommand(text.ToString(), connection);")]
    [Arguments("new NpgsqlBatchCommand(name switch { \"a\" => A, _ => B })")]
    public async Task A_statement_that_is_put_together_is_found(string source)
    {
        await Assert.That(Faults(source)).IsNotEmpty();
    }

    private static IEnumerable<string> Faults(string source)
    {
        foreach (Match text in Interpolated().Matches(source))
        {
            var declaration = source[(source.LastIndexOfAny([';', '{', '}'], text.Index) + 1)..text.Index];
            if (Statement().IsMatch(text.Value) && !declaration.Contains("const string", StringComparison.Ordinal))
            {
                yield return text.Value.Trim('$', '"', '\n', ' ');
            }
        }

        foreach (Match made in PutTogether().Matches(source))
        {
            yield return made.Value;
        }
    }

    [GeneratedRegex(
        @"(?i)\b(SELECT\s|INSERT\s+INTO\s|UPDATE\s+pt\b|DELETE\s+FROM\s|TRUNCATE\s|set_config\(|pg_notify\(|LISTEN\s)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\$+""{3}[\s\S]*?""{3}|\$""(?:[^""\\]|\\.)*""")]
    private static partial Regex Interpolated();

    /// <summary>A statement as part of a longer text, or a command of anything but a name or a literal.</summary>
    [GeneratedRegex(
        @"""[^""\n]*\b(SELECT|INSERT INTO|UPDATE pt|DELETE FROM)\s[^""\n]*""\s*\+"
        + @"|string\.Format\(\s*""[^""\n]*\bSELECT\b|CommandText\s*\+?=|new Npgsql(Batch)?Command\("
        + @"(?![A-Z]\w*(\.[A-Z]\w*)?[,)]|sql[,)]|""|query\.CommandText\))[^\n]*")]
    private static partial Regex PutTogether();
}
