using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Asks whether the database answers: at most one question at a time however many want to know, on a
/// connection of its own. So strangers who ask take no connection from users, and users none from the answer.</summary>
internal sealed class DatabaseProbe(DatabasePools pools, DatabaseGate gate)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1.5);

    /// <summary>Work of which nothing has come for so long may stand still with its server.</summary>
    private static readonly TimeSpan WorkSilenceMax = TimeSpan.FromSeconds(3);

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

    /// <summary>Waits for work that may take long by its nature for as long as the server answers others. The work
    /// goes on in any case.</summary>
    /// <exception cref="DatabaseUnavailable">The server answers nobody; within five seconds.</exception>
    public async Task<T> WhileItAnswersAsync<T>(Task<T> work, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await work.WaitAsync(WorkSilenceMax, ct);
            }
            catch (TimeoutException) when (!work.IsFaulted)
            {
                if (!await AnswersAsync(ct) && !work.IsCompleted)
                {
                    throw new DatabaseUnavailable("The database does not answer.");
                }
            }
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
