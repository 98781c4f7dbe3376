namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// The one way to ask the provider for anything: within the budget, never for what was refused before, waiting out a
/// burst limit. Answers are values; a call that is not made answers as the provider would have.
/// </summary>
internal sealed class ProviderCalls(
    Func<AlphaVantageClient> client, ProviderBudget budget, ProviderEntitlements entitlements, ProviderHealth health,
    TimeProvider clock) : IDisposable
{
    private const int TriesMax = 3;

    private static readonly TimeSpan BurstPause = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan MinutePause = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim oneFindsOut = new(1);

    /// <param name="function">The provider's name of it, such as <c>TIME_SERIES_DAILY</c>.</param>
    /// <param name="parameter">The parameter that may be refused where the function is not, such as
    /// <c>outputsize=full</c>; empty for none.</param>
    /// <param name="isUrgent">Somebody waits: the reserve may be spent, and no minute is waited for.</param>
    public async Task<Answer<T>> AskAsync<T>(
        string function, string parameter, bool isUrgent,
        Func<AlphaVantageClient, CancellationToken, Task<Answer<T>>> ask, CancellationToken ct)
        where T : class
    {
        if (health.StoppedBecause is { } reason)
        {
            return new(AnswerClass.BadKey, null, reason);
        }

        if (parameter.Length == 0 || await entitlements.IsToldAsync(function, parameter, ct))
        {
            return await AskUnlessRefusedAsync(function, parameter, isUrgent, ask, ct);
        }

        // The others wait for the one call that tells.
        await oneFindsOut.WaitAsync(ct);
        try
        {
            return await AskUnlessRefusedAsync(function, parameter, isUrgent, ask, ct);
        }
        finally
        {
            oneFindsOut.Release();
        }
    }

    public void Dispose() => oneFindsOut.Dispose();

    private async Task<Answer<T>> AskUnlessRefusedAsync<T>(
        string function, string parameter, bool isUrgent,
        Func<AlphaVantageClient, CancellationToken, Task<Answer<T>>> ask, CancellationToken ct)
        where T : class
    {
        if (await entitlements.IsRefusedAsync(function, parameter, ct))
        {
            return new(AnswerClass.NotEntitled, null, $"{function} {parameter} was refused to this key before.");
        }

        for (var tries = 1; ; tries++)
        {
            var context = budget.Begin(isUrgent);
            var answer = await ask(client(), ct);
            if (context.WasRefused)
            {
                return answer;
            }

            if (answer.WasSent)
            {
                health.Note(answer.Class, answer.Notice);
            }

            TimeSpan? pause = answer.Class switch
            {
                AnswerClass.Burst when tries < TriesMax => BurstPause,
                AnswerClass.MinuteLimit when tries < TriesMax && !isUrgent => MinutePause,
                _ => null,
            };
            if (pause is null)
            {
                return await RememberAsync(function, parameter, isUrgent, answer, ct);
            }

            await Task.Delay(pause.Value, clock, ct);
        }
    }

    private async Task<Answer<T>> RememberAsync<T>(
        string function, string parameter, bool isUrgent, Answer<T> answer, CancellationToken ct)
        where T : class
    {
        switch (answer.Class)
        {
            case AnswerClass.Data:
                entitlements.Grant(function, parameter);
                break;
            // A limit by the minute that two minutes do not lift is the day's: the old notice names both.
            case AnswerClass.DailyQuota:
            case AnswerClass.MinuteLimit when !isUrgent:
                await budget.CloseAsync(ct);
                break;
            case AnswerClass.NotEntitled or AnswerClass.Artificial:
                await entitlements.RememberAsync(function, parameter, ct);
                break;
        }

        return answer;
    }
}
