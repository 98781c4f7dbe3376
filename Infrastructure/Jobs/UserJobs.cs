using System.Collections.Concurrent;
using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>
/// Long work that users set off: it goes on behind the answer, in this process, and tells the database how far it is.
/// Whichever instance is asked can tell of it and have it cancelled. A job ends in the transaction that stores the last
/// of its work, so that it is either done or, cancelled before, leaves nothing of that transaction.
/// </summary>
internal sealed partial class UserJobs(
    UserDatabase database, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<UserJobs> log)
    : IHostedService
{
    // A job whose instance has died is over, whatever it says.
    private const string GiveUpLost =
        """
        UPDATE pt.user_jobs
        SET state = 'failed', error = 'The instance that worked at it is gone', ended_at = heartbeat_at
        WHERE user_id = @userId AND state = 'running' AND heartbeat_at <= clock_timestamp() - interval '1 minute'
        """;

    private const string ForgetOld =
        "DELETE FROM pt.user_jobs WHERE user_id = @userId AND started_at < clock_timestamp() - interval '30 days'";

    private const string InsertJob =
        """
        INSERT INTO pt.user_jobs (user_id, id, kind)
        VALUES (@userId, @id, @kind)
        ON CONFLICT DO NOTHING
        """;

    private const string Beat =
        """
        UPDATE pt.user_jobs
        SET items_done = @done, items_total = @total::int, heartbeat_at = clock_timestamp()
        WHERE user_id = @userId AND id = @id AND state = 'running' AND cancel_requested_at IS NULL
          AND heartbeat_at > clock_timestamp() - interval '1 minute'
        """;

    private const string UpdateDone =
        """
        UPDATE pt.user_jobs
        SET state = 'done', items_done = @done, items_total = @total::int, result = @result::jsonb,
            heartbeat_at = clock_timestamp(), ended_at = clock_timestamp()
        WHERE user_id = @userId AND id = @id AND state = 'running' AND cancel_requested_at IS NULL
          AND heartbeat_at > clock_timestamp() - interval '1 minute'
        """;

    private const string UpdateStopped =
        """
        UPDATE pt.user_jobs
        SET state = CASE WHEN cancel_requested_at IS NOT NULL THEN 'cancelled' ELSE 'failed' END,
            error = CASE WHEN cancel_requested_at IS NULL THEN @error END,
            items_done = @done, items_total = @total::int, ended_at = clock_timestamp()
        WHERE user_id = @userId AND id = @id AND state = 'running'
        """;

    private const int ErrorCharactersMax = 500;

    private static readonly TimeSpan BeatEvery = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Guid, Task> running = new();

    /// <summary>Notes the job in the open transaction; null where one of its kind is under way.</summary>
    public static async Task<Guid?> BeginAsync(
        UserTransaction transaction, CurrentUser user, string kind, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await transaction.Connection.ExecuteAsync(GiveUpLost, new { userId = user.Id, ct });
        await transaction.Connection.ExecuteAsync(ForgetOld, new { userId = user.Id, ct });
        return await transaction.Connection.ExecuteAsync(InsertJob, new { userId = user.Id, id, kind, ct }) == 1
            ? id
            : null;
    }

    /// <summary>Starts the work of a job that was begun, and committed. The task ends when the work has, whatever came
    /// of it: the database says what.</summary>
    public Task Run(CurrentUser user, Guid id, UserJobWork work)
    {
        var progress = new UserJobProgress(id);
        var task = Task.Run(() => RunAsync(user, progress, work));
        running[id] = task;
        task.ContinueWith(_ => running.TryRemove(id, out Task? _), TaskScheduler.Default);
        return task;
    }

    /// <summary>Ends the job in the transaction that is to be committed next.</summary>
    /// <param name="result">JSON.</param>
    /// <exception cref="UserJobStopped">It was cancelled, or given up for lost: do not commit.</exception>
    public static async Task EndAsync(
        UserTransaction transaction, CurrentUser user, UserJobProgress progress, string result, CancellationToken ct)
    {
        var (userId, id, done, total) = (user.Id, progress.Id, progress.Done, progress.Total);
        if (await transaction.Connection.ExecuteAsync(UpdateDone, new { userId, id, done, total, result, ct }) == 0)
        {
            throw new UserJobStopped();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(running.Values).WaitAsync(cancellationToken);

    private async Task RunAsync(CurrentUser user, UserJobProgress progress, UserJobWork work)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var beating = BeatAsync(user, progress, stop);
        var error = "The service was stopped; start it again";
        try
        {
            await work(progress, stop.Token);
            return;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (UserJobStopped)
        {
        }
        catch (UserJobRefused refused)
        {
            error = refused.Message;
        }
        catch (Exception problem)
        {
            LogFailed(log, problem, progress.Id);
            error = DatabaseUnavailable.IsCauseOf(problem) ? "The database was away" : "An unexpected error occurred";
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }

        await StoppedAsync(user, progress, error);
    }

    /// <summary>Gives signs of life, and stops the work where it is cancelled or given up for lost.</summary>
    private async Task BeatAsync(CurrentUser user, UserJobProgress progress, CancellationTokenSource stop)
    {
        var (userId, id) = (user.Id, progress.Id);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(BeatEvery, clock, stop.Token);
                var (done, total, ct) = (progress.Done, progress.Total, stop.Token);
                await using var transaction = await database.BeginWriteAsync(user, ct);
                if (await transaction.Connection.ExecuteAsync(Beat, new { userId, id, done, total, ct }) == 0)
                {
                    await stop.CancelAsync();
                }

                await transaction.CommitAsync(ct);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception away) when (DatabaseUnavailable.IsCauseOf(away))
            {
                // The work finds it out by itself.
            }
        }
    }

    private async Task StoppedAsync(CurrentUser user, UserJobProgress progress, string error)
    {
        try
        {
            var (userId, id, done, total) = (user.Id, progress.Id, progress.Done, progress.Total);
            var ct = CancellationToken.None;
            error = error.Length > ErrorCharactersMax ? error[..ErrorCharactersMax] : error;
            await using var transaction = await database.BeginWriteAsync(user, ct);
            await transaction.Connection.ExecuteAsync(UpdateStopped, new { userId, id, done, total, error, ct });
            await transaction.CommitAsync(ct);
        }
        catch (Exception problem)
        {
            // Without a sign of life it counts as failed in a minute.
            LogFailed(log, problem, progress.Id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Id} of a user failed.")]
    private static partial void LogFailed(ILogger log, Exception problem, Guid id);
}
