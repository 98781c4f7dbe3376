using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure;

/// <summary>Settings that are wrong are told in plain sentences on standard error, each with its remedy, and end the
/// process with exit code 1.</summary>
internal static class FaultySettings
{
    public static bool Are(Exception failure) => failure is OptionsValidationException
        || (failure is AggregateException several && several.InnerExceptions.All(Are));

    public static async Task<int> TellAsync(Exception failure)
    {
        foreach (var sentence in Sentences(failure))
        {
            await Console.Error.WriteLineAsync($"Configuration: {sentence}");
        }

        return 1;
    }

    private static IEnumerable<string> Sentences(Exception failure) => failure is AggregateException several
        ? several.InnerExceptions.SelectMany(Sentences)
        : ((OptionsValidationException)failure).Failures;
}
