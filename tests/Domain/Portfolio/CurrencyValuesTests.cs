using System.Globalization;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class CurrencyValuesTests
{
    [Test]
    [Arguments("3", "12.3456")]
    [Arguments("0.00000001", "0.000001")]
    [Arguments("0.000000001", "0.0000001")]            // more places than are kept in whole numbers
    [Arguments("90000000", "9000000000.25")]           // more than 96 bits of them
    [Arguments("10000000000000000", "1.25")]           // more shares than they take
    public async Task The_value_of_a_quiet_day_is_exact_whatever_its_size(string shares, string close)
    {
        var (quantity, price) = (Number(shares), Number(close));
        var days = new Given().Closes("ACME", ("2024-01-02", 1), ("2024-01-03", price), ("2024-01-04", 2))
            .Buy("ACME", "2024-01-02", quantity, 1)
            .On("2024-01-04").Daily.Days;

        await Assert.That(days[1].Value).IsEqualTo(quantity * price);
        await Assert.That(days[2].Value).IsEqualTo(quantity * 2);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
