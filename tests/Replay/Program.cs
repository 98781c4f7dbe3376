using System.Globalization;
using PortfolioTracker.Tests.Support;

// Replays recorded answers of the provider for a service started by hand:
//   dotnet run --project tests/Replay -- [--port 9911] [--recordings ../shared/alphavantage]
var port = int.Parse(Argument("--port") ?? "9911", CultureInfo.InvariantCulture);
var shared = Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_SHARED") ?? "../shared";
var folder = Argument("--recordings") ?? Path.Combine(shared, "alphavantage");
var found = File.Exists(Path.Combine(folder, "INDEX.tsv"));

await using var provider = await RecordedProvider.StartAsync(found ? folder : null, port);
Console.WriteLine(found ? $"Recordings: {folder}" : $"No recordings in {folder}: every symbol is unknown.");
Console.WriteLine($"ALPHA_VANTAGE_BASE_URL={provider.Address}query");
Console.WriteLine($"Misbehave: curl -X POST '{provider.Address}control?mode={ProviderMischief.None}'");
Console.WriteLine($"Modes: {string.Join(", ", ProviderMischief.Names)}");
await provider.WaitForShutdownAsync();

string? Argument(string name) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
