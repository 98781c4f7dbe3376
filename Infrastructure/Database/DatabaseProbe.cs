using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Asks whether the database answers: at most one question at a time however many want to know, on a
/// connection of its own. So strangers who ask take no connection from users, and users none from the answer.</summary>
internal sealed class DatabaseProbe(DatabasePools pools, DatabaseGate gate)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1.5);

    private readonly Lock turn = new();
    private Task<bool> asking = Task.FromResult(false);

    /// <summary>False also where the answer takes longer than a second and a half.</summary>
    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        if (!gate.IsReady)
        {
            return false;
        }

        Task<bool> answer;
        lock (turn)
        {
            answer = asking = asking.IsCompleted ? Task.Run(AskAsync, CancellationToken.None) : asking;
        }

        try
        {
            return await answer.WaitAsync(AnswerMax, ct);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> AskAsync()
    {
        try
        {
            await using var connection = await pools.Health.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("select 1", connection);
            return await command.ExecuteScalarAsync() is 1;
        }
        catch (Exception failure) when (DatabaseUnavailable.IsCauseOf(failure))
        {
            return false;
        }
    }
}
