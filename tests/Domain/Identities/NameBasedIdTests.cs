using PortfolioTracker.Domain.Identities;

namespace PortfolioTracker.Tests.Domain.Identities;

internal sealed class NameBasedIdTests
{
    private static readonly Guid Owner = Guid.Parse("11111111-2222-4333-8444-555555555555");
    private static readonly Guid Event = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Test]
    public async Task An_id_is_the_sha_256_of_owner_and_name_as_computed_elsewhere()
    {
        // Python: hashlib.sha256(owner.bytes + b"dividend 0f8f…"), first 16 bytes, version 8 and variant set.
        await Assert.That(NameBasedId.OfDividend(Owner, Event))
            .IsEqualTo(Guid.Parse("d26f5814-ecc1-826c-8621-14908d0a8bad"));
    }

    [Test]
    public async Task Another_owner_and_another_name_make_another_id()
    {
        Guid[] ids =
        [
            NameBasedId.Of(Owner, "a"), NameBasedId.Of(Owner, "b"), NameBasedId.Of(Event, "a"),
            NameBasedId.Of(Owner, ""),
        ];

        await Assert.That(ids.Distinct().Count()).IsEqualTo(4);
    }
}
