using Microsoft.OpenApi;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>What the groups of operations are about; a reader of the description sees them in this order.</summary>
internal static class Tags
{
    private static readonly (string Name, string Description)[] Known =
    [
        ("Portfolio", "What it is worth, how it got there and what it pays: everything at once, or one view of it."),
        ("Transactions", "The ledger, from which every figure is computed: purchases, sales and dividends."),
        ("Import", "Many transactions at once, from a table or an export; each import can be taken back whole."),
        ("Analytics", "Key figures, holdings with those sold, tax lots, returns of a period, realised gains."),
        ("Dividends", "What was announced and paid, what the caller says of it, and what to expect."),
        ("Watchlist", "Symbols that are watched but need not be held, with notes and target prices."),
        ("Own prices", "Prices of the caller's own, for what no provider covers."),
        ("Research", "Symbols, companies, quotes, prices, statements and news, whether held or not."),
        ("Forex", "Exchange rates of any day, the latest, and conversion."),
        ("Market", "The market data provider: what it may still be asked, and what it will be asked next."),
        ("Notifications", "What happened that the caller may want to know of."),
        ("Profile", "Name, country, base currency and cost method."),
        ("Account", "All that the caller owns: to take along, or to erase."),
        ("Features", "Switches for front ends, as the caller has them."),
        ("Auth", "Whether a token is believed."),
        ("Dashboard", "Views of an older client. Deprecated: each answer names what takes its place."),
        ("Jobs", "Long work: how far it is, and how to stop it; for the operator, the nightly jobs."),
        ("Diagnostics", "Whether the service is alive and ready; switches for an administrator."),
        ("Docs", "This description, and a page to read it."),
    ];

    /// <summary>Those that are used, with their descriptions.</summary>
    public static ISet<OpenApiTag> Of(OpenApiDocument document)
    {
        var used = (document.Tags ?? new HashSet<OpenApiTag>()).Select(tag => tag.Name!).ToList();
        return new SortedSet<OpenApiTag>(
            used.Select(name => new OpenApiTag
            {
                Name = name,
                Description = Array.Find(Known, known => known.Name == name).Description,
            }),
            Comparer<OpenApiTag>.Create((one, other) => (Place(one.Name!), one.Name).CompareTo(
                (Place(other.Name!), other.Name))));
    }

    private static int Place(string name)
    {
        var at = Array.FindIndex(Known, known => known.Name == name);
        return at < 0 ? Known.Length : at;
    }
}
