using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Layout;

/// <summary>The repository speaks of the project alone, and works wherever it is put.</summary>
internal sealed partial class RepositoryTests
{
    // Written in pieces, so that this file does not find itself.
    private static readonly string[] Places =
    [
        "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:" + @"\",
    ];

    private static readonly string[] Promises = ["TO" + "DO", "FIX" + "ME", "NotImpl" + "ementedException"];

    private static IEnumerable<(string File, string Text)> Texts => Repository.Files
        .Where(file => !Binary().IsMatch(file))
        .Select(file => (file, Repository.Read(file)));

    [Test]
    public async Task No_file_names_a_place_on_the_machine_it_was_written_on()
    {
        await AssertNowhereAsync(Places);
    }

    [Test]
    public async Task No_file_puts_off_what_it_should_do()
    {
        await AssertNowhereAsync(Promises);
    }

    [Test]
    public async Task Packages_come_from_where_everybody_gets_them()
    {
        await Assert.That(Repository.Files).Contains("Directory.Packages.props");

        await Assert.That(Repository.Files.Where(file =>
            Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase))).IsEmpty();
        await Assert.That(Texts.Where(text => RegistrySetting().IsMatch(text.Text)).Select(text => text.File))
            .IsEmpty();
    }

    [Test]
    public async Task An_address_is_public_or_of_the_machine_itself_or_made_for_examples()
    {
        var hosts = Texts.SelectMany(text => Address().Matches(text.Text),
            (text, match) => (text.File, Host: match.Groups["host"].Value)).ToList();
        await Assert.That(hosts.Count).IsGreaterThan(10);

        await Assert.That(hosts.Where(host => !PublicHost().IsMatch(host.Host))).IsEmpty();
    }

    private static async Task AssertNowhereAsync(string[] words)
    {
        await Assert.That(Texts.Count()).IsGreaterThan(200);

        await Assert.That(Texts.Where(text => words.Any(word => text.Text.Contains(word, StringComparison.Ordinal)))
            .Select(text => text.File)).IsEmpty();
    }

    [GeneratedRegex(@"\.(png|ico|gz|zip|dll)\z")]
    private static partial Regex Binary();

    /// <summary>Another registry than the public one: an added source, a mirror's variables.</summary>
    [GeneratedRegex("Restore" + "(Additional)?(Project)?Sources|<add " + "key=|--source" + " http|"
        + "NUGET_" + "[A-Z]+_URL|artifact" + "ory|ne" + @"xus\.")]
    private static partial Regex RegistrySetting();

    [GeneratedRegex(@"\bhttps?://(?<host>[A-Za-z0-9.-]+[A-Za-z0-9])")]
    private static partial Regex Address();

    [GeneratedRegex(@"\A(localhost(\.evil\.example)?|xlocalhost|127\.0\.0\.1|your-address|x|([a-z0-9-]+\.)*"
        + @"(invalid|example|example\.com|com|org|net|io|dev|co|gov|edu|eu|uk|au|de|jp|se|ch|fr|hk))\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex PublicHost();
}
