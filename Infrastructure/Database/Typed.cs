using System.Data;
using Dapper;
using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>A parameter whose type Npgsql reads off <typeparamref name="T"/>. For arrays, bytes among them: Dapper
/// would take them for lists to spell out, by reflection.</summary>
internal readonly struct Typed<T>(T value) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name) =>
        command.Parameters.Add(new NpgsqlParameter<T>(name, value));
}
