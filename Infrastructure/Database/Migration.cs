using System.Security.Cryptography;
using System.Text;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>One numbered file, applied once and never changed afterwards.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const string Folder = "PortfolioTracker.Infrastructure.Database.migrations.";

    public string Sha256 { get; } = Hash(Sql);

    /// <summary>The files <c>migrations/NNNN_name.sql</c> of this program, in their order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = ReadAll();

    /// <summary>One of the files that are run whenever they are needed: roles, bookkeeping, access.</summary>
    public static string ReadSql(string name)
    {
        using var stream = typeof(Migration).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The file migrations/{name} is not part of this program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A checkout with other line ends must not look like a changed file.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Migration[] ReadAll() =>
    [
        .. from resource in typeof(Migration).Assembly.GetManifestResourceNames()
           where resource.StartsWith(Folder, StringComparison.Ordinal)
           let name = resource[Folder.Length..]
           where name.Length > 5 && name[4] == '_' && name[..4].All(char.IsAsciiDigit)
           orderby name
           select new Migration(
               int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, ReadSql(name)),
    ];
}

/// <summary>The database is not one that this program may bring up to date; trying again will not help.</summary>
internal sealed class MigrationRefused(string message) : Exception(message);
