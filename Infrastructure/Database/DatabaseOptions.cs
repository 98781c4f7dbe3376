using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Where the database is; from the environment.</summary>
internal sealed class DatabaseOptions
{
    /// <summary><c>DATABASE_URL</c> or <c>Database__ConnectionString</c>: a postgres:// URL or Npgsql's key=value.
    /// </summary>
    public string? Url { get; set; }

    /// <summary><c>DATABASE_MIGRATION_URL</c>: where given, it makes the schema, the roles and the job's login, and
    /// <see cref="Url"/> is the API's own login. Otherwise <see cref="Url"/> is privileged and does it all.</summary>
    public string? MigrationUrl { get; set; }

    /// <summary><c>Database__Pooler</c>: <c>none</c>, or <c>transaction</c> where <see cref="Url"/> leads to PgBouncer
    /// or Supavisor in transaction mode.</summary>
    public string Pooler { get; set; } = "none";

    /// <summary><c>Database__PoolSizeMax</c>: connections of one instance for users' requests.</summary>
    public int PoolSizeMax { get; set; } = 16;

    public bool HasTransactionPooler => Pooler == "transaction";

    public static void Bind(DatabaseOptions options, IConfiguration configuration)
    {
        options.Url = First(configuration["DATABASE_URL"], configuration["Database:ConnectionString"]);
        options.MigrationUrl = First(configuration["DATABASE_MIGRATION_URL"], configuration["Database:MigrationUrl"]);
        options.Pooler = First(configuration["Database:Pooler"]) ?? "none";
        if (First(configuration["Database:PoolSizeMax"]) is { } size)
        {
            // 0 is refused by the validator.
            options.PoolSizeMax = int.TryParse(size, out var connections) ? connections : 0;
        }
    }

    private static string? First(params string?[] values) =>
        values.FirstOrDefault(value => !string.IsNullOrEmpty(value));
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (options.Url is null)
        {
            return ValidateOptionsResult.Fail(
                "DATABASE_URL is missing. Set it to postgres://user:password@host:5432/database (or set "
                + "Database__ConnectionString), or use scripts/run, which starts a database of its own.");
        }

        if (options.Pooler is not ("none" or "transaction"))
        {
            return ValidateOptionsResult.Fail(
                $"Database__Pooler is '{options.Pooler}'; it must be 'none' or 'transaction'.");
        }

        if (options.HasTransactionPooler && options.MigrationUrl is null)
        {
            return ValidateOptionsResult.Fail(
                "Database__Pooler is 'transaction', and migrations, jobs and notifications need a session. Set "
                + "DATABASE_MIGRATION_URL to the direct (or session mode) address of the same database.");
        }

        if (options.PoolSizeMax is < 1 or > 500)
        {
            return ValidateOptionsResult.Fail(
                "Database__PoolSizeMax must be a number between 1 and 500; leave it out for 16.");
        }

        try
        {
            _ = ConnectionStrings.From(options);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException unreadable)
        {
            return ValidateOptionsResult.Fail(unreadable.Message);
        }
    }
}
