using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Which rows of a table a role reaches with an operation.</summary>
internal enum RowRule
{
    /// <summary>Every row: global tables, and what a background job must see of all users.</summary>
    All,

    /// <summary>The rows of the user in the request's verified token.</summary>
    Own,

    /// <summary>The rows of the user of the request or else of the job: for the triggers that run in both.</summary>
    Subject,

    /// <summary>The rows of the user whom a job has said it works for (<c>pt.job_user</c>).</summary>
    Job,

    /// <summary>As <see cref="Job"/>, and only while the job is <c>erase-user</c>.</summary>
    Erase,

    /// <summary>Rows made more than 24 hours ago, and those of <see cref="Erase"/>.</summary>
    ExpiredOrErase,

    /// <summary>Invented market data.</summary>
    Sandbox,
}

/// <param name="Operations">Of <c>S</c>elect, <c>I</c>nsert, <c>U</c>pdate and <c>D</c>elete.</param>
internal sealed record RoleAccess(string Role, string Operations, RowRule Rows);

/// <param name="Fixed">Columns that no UPDATE may name, separated by blanks.</param>
/// <param name="AppendOnly">Not even the table's owner may change or remove a row.</param>
internal sealed record TableAccess(
    string Table, IReadOnlyList<RoleAccess> Roles, string Fixed = "", bool AppendOnly = false)
{
    public string[] FixedColumns => Fixed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// Who may do what with which rows: the one list from which the migrator makes every policy and every grant, and from
/// which the tests derive what must be refused. What is not listed is not allowed.
/// </summary>
internal static partial class AccessManifest
{
    /// <summary>Roles that may look up names in schema <c>pt</c>. Neither a login of the API nor anon is one.</summary>
    public static string[] SchemaRoles { get; } = ["authenticated", "pt_engine", "pt_job"];

    /// <summary>Functions that policies and triggers call as the role that queries.</summary>
    public static IReadOnlyDictionary<string, string[]> Functions { get; } = new Dictionary<string, string[]>
    {
        ["uid"] = ["authenticated", "pt_engine"],
        ["job_user"] = ["pt_engine", "pt_job"],
    };

    public static IReadOnlyList<TableAccess> Tables =>
        [
            .. UserTables, .. MarketTables, .. DividendTables, .. ImportTables, .. DocumentTables, .. OwnPriceTables,
            .. Bookkeeping,
        ];

    private static TableAccess[] Bookkeeping =>
    [
        new("schema_migrations", [new("pt_owner", "SI", RowRule.All)]),
        new("schema_marks", [new("pt_owner", "SIU", RowRule.All)], Fixed: "name"),
    ];

    /// <summary>The condition as SQL. <c>(select …)</c> makes it one evaluation a query, not one a row.</summary>
    public static string Condition(RowRule rule) => rule switch
    {
        RowRule.All => "true",
        RowRule.Own => "user_id = (select pt.uid())",
        RowRule.Subject => "user_id = (select coalesce(pt.uid(), pt.job_user()))",
        RowRule.Job => "user_id = (select pt.job_user())",
        RowRule.Erase =>
            "user_id = (select pt.job_user()) and (select current_setting('pt.job', true)) = 'erase-user'",
        RowRule.ExpiredOrErase =>
            $"created_at < now() - interval '24 hours' or ({Condition(RowRule.Erase)})",
        RowRule.Sandbox => "source = 'sandbox'",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    public static string OperationName(char operation) => operation switch
    {
        'S' => "select",
        'I' => "insert",
        'U' => "update",
        'D' => "delete",
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    /// <summary>The list in the form that access.sql reads.</summary>
    public static string ToJson(IReadOnlyList<TableAccess> tables)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("tables");
            foreach (var table in tables)
            {
                json.WriteStartObject(table.Table);
                json.WriteBoolean("append_only", table.AppendOnly);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            WriteTexts(json, "schema_roles", SchemaRoles);
            json.WriteStartObject("functions");
            foreach (var (name, roles) in Functions)
            {
                WriteTexts(json, name, roles);
            }

            json.WriteEndObject();
            json.WriteStartArray("rules");
            foreach (var table in tables)
            {
                WriteRules(json, table);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRules(Utf8JsonWriter json, TableAccess table)
    {
        foreach (var access in table.Roles)
        {
            foreach (var operation in access.Operations)
            {
                var condition = Condition(access.Rows);
                json.WriteStartObject();
                json.WriteString("table_name", table.Table);
                json.WriteString("role_name", access.Role);
                json.WriteString("operation", OperationName(operation));
                json.WriteString("uses", operation == 'I' ? null : condition);
                json.WriteString("checks", operation is 'I' or 'U' ? condition : null);
                WriteTexts(json, "fixed", operation == 'U' ? table.FixedColumns : []);
                json.WriteEndObject();
            }
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, string[] texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
