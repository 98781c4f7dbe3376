using PortfolioTracker.Features.Flags;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Flags;

internal sealed class GetFeaturesTests
{
    private static readonly Guid User = Guid.Parse("00000000-0000-0000-0000-00000000002a");

    [Test]
    public async Task The_configuration_wins_over_the_user_and_the_user_over_the_flag()
    {
        var options = new FlagOptions();
        options.Settings["forced"] = "false";
        FlagRow[] flags =
        [
            new("forced", true, 100, "", OfUser: true),
            new("granted", false, 100, "", OfUser: true),
            new("taken", true, 100, "", OfUser: false),
            new("plain", true, 100, "", null),
            new("off", false, 100, "", null),
            new("nobody", true, 0, "", null),
        ];

        var decided = GetFeatures.Decide(flags, options, User).ToDictionary(row => row.Name, row => row);

        await Assert.That(decided["forced"]).IsEqualTo(new FeatureRow("forced", false, "configuration", ""));
        await Assert.That(decided["granted"].Enabled).IsTrue();
        await Assert.That(decided["taken"].Enabled).IsFalse();
        await Assert.That(decided["plain"].Enabled).IsTrue();
        await Assert.That(decided["off"].Enabled).IsFalse();
        await Assert.That(decided["nobody"].Enabled).IsFalse();
    }

    [Test]
    [Arguments("true", 100)]
    [Arguments("OFF", 0)]
    [Arguments("25", 25)]
    [Arguments("25%", 25)]
    [Arguments("101", null)]
    [Arguments("yes please", null)]
    public async Task A_setting_is_a_switch_or_a_percentage(string text, int? percentage) =>
        await Assert.That(FlagOptions.Percentage(text)).IsEqualTo(percentage);

    [Test]
    public async Task A_faulty_setting_is_named_with_its_remedy()
    {
        var options = new FlagOptions();
        options.Settings["new_charts"] = "maybe";

        var result = new FlagOptionsValidator().Validate(null, options);

        await Assert.That(result.FailureMessage!).Contains("Features:new_charts is \"maybe\"; use true, false");
    }

    [Test]
    public async Task A_user_sees_flags_of_the_database_and_of_the_configuration()
    {
        await using var app = await App.StartAsync(new() { Settings = new() { ["Features__from_settings"] = "true" } });
        var (one, other) = (app.NewUser(), app.NewUser());
        await using (var admin = await Postgres.OpenAdminAsync(app.Database))
        {
            await Postgres.ExecuteAsync(admin,
                $"""
                insert into pt.feature_flags (name, enabled, description) values ('beta', false, 'Early views');
                select set_config('pt.job_user', '{one.Id}', false);
                insert into pt.user_flags (user_id, flag, enabled) values ('{one.Id}', 'beta', true);
                """);
        }

        var (mine, others) = (await one.V1.GetAsync("/api/features"), await other.V1.GetAsync("/api/features"));

        await Assert.That(mine.Json.GetProperty("features").GetRawText())
            .IsEqualTo("""{"beta":true,"from_settings":true}""");
        await Assert.That(others.Json.GetProperty("features").GetRawText())
            .IsEqualTo("""{"beta":false,"from_settings":true}""");
    }
}
