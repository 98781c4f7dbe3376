using System.Text;
using PortfolioTracker.Infrastructure.OpenApi;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.OpenApi;

internal sealed class ApiDescriptionTests
{
    [Test]
    public async Task The_description_that_the_native_binary_carries_is_the_one_made_from_the_code()
    {
        var made = (await (await App.SharedAsync()).Stranger.GetAsync("/openapi.json")).Text;

        await Assert.That(ApiDescription.IsMade).IsTrue();
        await Assert.That(Repository.Read("Features/Docs/openapi.json")).IsEqualTo(made)
            .Because("the API has changed: run scripts/openapi, and look at the difference before you commit it");
    }

    [Test]
    public async Task The_description_is_part_of_every_build_as_it_stands_in_the_repository()
    {
        var kept = Encoding.UTF8.GetString(ApiDescription.Kept());

        await Assert.That(kept).IsEqualTo(Repository.Read("Features/Docs/openapi.json"));
    }
}
