using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Makes the commands of all Dapper calls.</summary>
internal class DapperCommands<T> : CommandFactory<T>
{
    public override DbCommand GetCommand(DbConnection connection, string sql, CommandType commandType, T args) =>
        new DapperCommand(base.GetCommand(connection, sql, commandType, args));
}

/// <summary>Waits no longer for an answer than its connection says. The compiled calls set a time-out of zero, which
/// is none at all, wherever a call names none: at a server that stands still they would wait for ever.</summary>
internal sealed class DapperCommand(DbCommand command) : DbCommand
{
    /// <summary>Seconds; zero leaves the connection's.</summary>
    public override int CommandTimeout
    {
        get => command.CommandTimeout;
        set => command.CommandTimeout = value == 0 ? command.CommandTimeout : value;
    }

    /// <summary>As it was made; another is refused.</summary>
    [AllowNull]
    public override string CommandText
    {
        get => command.CommandText;
        set => throw new NotSupportedException();
    }

    public override CommandType CommandType
    {
        get => command.CommandType;
        set => command.CommandType = value;
    }

    public override bool DesignTimeVisible
    {
        get => command.DesignTimeVisible;
        set => command.DesignTimeVisible = value;
    }

    public override UpdateRowSource UpdatedRowSource
    {
        get => command.UpdatedRowSource;
        set => command.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => command.Connection;
        set => command.Connection = value;
    }

    protected override DbTransaction? DbTransaction
    {
        get => command.Transaction;
        set => command.Transaction = value;
    }

    protected override DbParameterCollection DbParameterCollection => command.Parameters;

    public override void Cancel() => command.Cancel();

    public override void Prepare() => command.Prepare();

    public override Task PrepareAsync(CancellationToken cancellationToken = default) =>
        command.PrepareAsync(cancellationToken);

    public override int ExecuteNonQuery() => command.ExecuteNonQuery();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        command.ExecuteNonQueryAsync(cancellationToken);

    public override object? ExecuteScalar() => command.ExecuteScalar();

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        command.ExecuteScalarAsync(cancellationToken);

    protected override DbParameter CreateDbParameter() => command.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => command.ExecuteReader(behavior);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior, CancellationToken cancellationToken) =>
        command.ExecuteReaderAsync(behavior, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            command.Dispose();
        }

        base.Dispose(disposing);
    }
}
