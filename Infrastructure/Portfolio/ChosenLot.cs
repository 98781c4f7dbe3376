using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>A lot that the user chose for a sale.</summary>
/// <param name="TransactionId">The purchase.</param>
/// <param name="Quantity">Shares, as they count on the day of the sale.</param>
internal sealed record ChosenLot(Guid TransactionId, decimal Quantity)
{
    /// <summary>Null stays null.</summary>
    public static string? ToJson(IReadOnlyList<ChosenLot>? lots) =>
        lots is null ? null : JsonSerializer.Serialize(lots, ChosenLotWire.Default.IReadOnlyListChosenLot);

    /// <summary>Null stays null.</summary>
    public static IReadOnlyList<ChosenLot>? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, ChosenLotWire.Default.IReadOnlyListChosenLot);

    public static IReadOnlyList<LotPick> ToPicks(IReadOnlyList<ChosenLot>? lots) =>
        lots is null ? [] : [.. lots.Select(lot => new LotPick(lot.TransactionId, lot.Quantity))];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<ChosenLot>))]
internal sealed partial class ChosenLotWire : JsonSerializerContext;
