using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>Who may start jobs from outside, and whether this process starts them by itself.</summary>
internal sealed class JobOptions
{
    private const int TokenCharactersMin = 16;

    /// <summary><c>JOBS_TOKEN</c>: the bearer token of <c>/internal/jobs</c>; without it that address does not exist.
    /// </summary>
    public string? Token { get; set; }

    /// <summary><c>JOBS_SCHEDULE</c>: <c>on</c>, or <c>off</c> where something outside starts the jobs.</summary>
    public string Schedule { get; set; } = "on";

    public bool IsScheduled => Schedule == "on";

    public static void Read(JobOptions options, IConfiguration configuration)
    {
        options.Token = configuration["JOBS_TOKEN"] is { Length: > 0 } token ? token.Trim() : null;
        options.Schedule = configuration["JOBS_SCHEDULE"] is { Length: > 0 } schedule
            ? schedule.Trim().ToLowerInvariant()
            : "on";
    }

    internal sealed class Validator : IValidateOptions<JobOptions>
    {
        public ValidateOptionsResult Validate(string? name, JobOptions options) => options switch
        {
            { Token.Length: < TokenCharactersMin } => ValidateOptionsResult.Fail(
                $"JOBS_TOKEN has fewer than {TokenCharactersMin} characters. Make one: openssl rand -base64 32. "
                + "Without it, jobs cannot be started over HTTP."),
            { Schedule: not ("on" or "off") } => ValidateOptionsResult.Fail(
                $"JOBS_SCHEDULE is \"{options.Schedule}\"; use on, or off where something else starts the jobs."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
