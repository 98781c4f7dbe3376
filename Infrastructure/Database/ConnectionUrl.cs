using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// Reads what people put into DATABASE_URL: a postgres:// URL as PostgreSQL's own programs understand it, or Npgsql's
/// key=value form. Messages never repeat the value: it holds a password.
/// </summary>
/// <remarks>URL form: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS</remarks>
internal static class ConnectionUrl
{
    public static NpgsqlConnectionStringBuilder Parse(string text, string variable)
    {
        text = text.Trim();
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var builder = scheme < 0 ? ParsePairs(text, variable)
            : text[..scheme] is "postgres" or "postgresql" ? ParseUrl(text[(scheme + 3)..], variable)
            : throw Unreadable(variable, $"the scheme '{text[..scheme]}' is not postgres or postgresql");

        if (string.IsNullOrEmpty(builder.Username))
        {
            throw Unreadable(variable, "it names no user");
        }

        builder.Database = string.IsNullOrEmpty(builder.Database) ? builder.Username : builder.Database;
        // Kerberos is not in the binary. To ask for its encryption first costs each connection a round trip, and a
        // request seconds where the server stands still.
        builder.GssEncryptionMode = GssEncryptionMode.Disable;
        if (builder.Host!.Contains(','))
        {
            // What a host was is believed for a second, not for ten: after a failover the standby is the primary.
            builder.TargetSessionAttributes ??= "read-write";
            builder.HostRecheckSeconds = 1;
        }

        return builder;
    }

    private static NpgsqlConnectionStringBuilder ParsePairs(string text, string variable)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host) ? throw Unreadable(variable, "it names no Host") : builder;
        }
        catch (ArgumentException)
        {
            throw Unreadable(variable, "a keyword or a value is unknown to Npgsql");
        }
    }

    private static NpgsqlConnectionStringBuilder ParseUrl(string text, string variable)
    {
        var (beforeQuery, query) = Cut(text, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = Cut(at < 0 ? "" : authority[..at], ':');

        var builder = new NpgsqlConnectionStringBuilder
        {
            Username = Decode(user, variable),
            Database = Decode(database ?? "", variable),
        };
        if (password is not null)
        {
            builder.Password = Decode(password, variable);
        }

        SetHosts(builder, authority[(at + 1)..], variable);
        foreach (var option in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(option, '=');
            SetOption(builder, name, Decode(value ?? "", variable), variable);
        }

        builder.Host = string.IsNullOrEmpty(builder.Host) ? "localhost" : builder.Host;
        return builder;
    }

    /// <summary>One host, several separated by commas (the first that takes writes is used), or none.</summary>
    private static void SetHosts(NpgsqlConnectionStringBuilder builder, string hosts, string variable)
    {
        if (hosts.Contains(','))
        {
            builder.Host = Decode(hosts, variable);
            return;
        }

        var portAt = hosts.LastIndexOf(':');
        if (portAt >= 0 && portAt > hosts.LastIndexOf(']'))
        {
            builder.Port = Number(hosts[(portAt + 1)..], "port", variable);
            hosts = hosts[..portAt];
        }

        builder.Host = Decode(hosts, variable).Trim('[', ']');
    }

    private static void SetOption(NpgsqlConnectionStringBuilder builder, string name, string value, string variable)
    {
        try
        {
            switch (name)
            {
                case "host": builder.Host = value; break;
                case "port": builder.Port = Number(value, name, variable); break;
                case "user": builder.Username = value; break;
                case "password": builder.Password = value; break;
                case "dbname": builder.Database = value; break;
                case "sslmode": builder["SSL Mode"] = value.Replace("-", "", StringComparison.Ordinal); break;
                case "sslrootcert": builder.RootCertificate = value; break;
                case "sslcert": builder.SslCertificate = value; break;
                case "sslkey": builder.SslKey = value; break;
                case "sslpassword": builder.SslPassword = value; break;
                case "sslnegotiation": builder["SSL Negotiation"] = value; break;
                case "channel_binding": builder["Channel Binding"] = value; break;
                case "application_name": builder.ApplicationName = value; break;
                case "connect_timeout": builder.Timeout = Number(value, name, variable); break;
                case "options": builder.Options = value; break;
                case "target_session_attrs": builder.TargetSessionAttributes = value; break;

                // Hints for other clients, which Npgsql either does by itself or has no use for.
                case "pgbouncer" or "connection_limit" or "pool_timeout" or "schema" or "gssencmode" or "keepalives"
                    or "keepalives_idle" or "keepalives_interval" or "keepalives_count" or "fallback_application_name"
                    or "supa" or "workaround":
                    break;

                default: throw Unreadable(variable, $"its option '{name}' is unknown; leave it out");
            }
        }
        catch (ArgumentException)
        {
            throw Unreadable(variable, $"the value of its option '{name}' is not one that exists");
        }
    }

    private static int Number(string value, string name, string variable) =>
        int.TryParse(value, out var number) && number is >= 0 and <= 65_535
            ? number
            : throw Unreadable(variable, $"its {name} is not a number between 0 and 65535");

    private static string Decode(string value, string variable)
    {
        for (var at = value.IndexOf('%', StringComparison.Ordinal); at >= 0; at = value.IndexOf('%', at + 1))
        {
            if (at + 2 >= value.Length || !char.IsAsciiHexDigit(value[at + 1]) || !char.IsAsciiHexDigit(value[at + 2]))
            {
                throw Unreadable(variable, "a '%' in it is not followed by two hexadecimal digits; write it as %25");
            }
        }

        return Uri.UnescapeDataString(value);
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static FormatException Unreadable(string variable, string why) => new(
        $"{variable} cannot be used: {why}. Write postgres://user:password@host:5432/database, with @ : / ? # % "
        + "inside the password percent-encoded, or Host=…;Username=…;Password=…;Database=….");
}
