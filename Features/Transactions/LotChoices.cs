using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What is asked of the lots that are chosen for a sale: by themselves, and against the ledger.</summary>
internal static class LotChoices
{
    private const int LotsMax = 100;

    /// <summary>Null where none are chosen, and where a rule is broken.</summary>
    public static IReadOnlyList<ChosenLot>? Check(
        IReadOnlyList<ChosenLot?>? lots, string type, decimal? quantity, List<ErrorDetail> problems)
    {
        if (lots is null or [])
        {
            return null;
        }

        if (type != "Sell" || lots.Count > LotsMax)
        {
            problems.Add(new("INVALID", type != "Sell"
                ? "lots belong to a sale only."
                : $"lots must name at most {LotsMax} purchases.", "lots"));
            return null;
        }

        var before = problems.Count;
        for (var i = 0; i < lots.Count; i++)
        {
            if (lots[i] is not { } lot || lot.TransactionId == Guid.Empty)
            {
                problems.Add(new("REQUIRED", $"lots[{i}].transaction_id must be the id of a purchase.",
                    $"lots[{i}].transaction_id"));
                continue;
            }

            _ = TransactionRules.Amount(
                $"lots[{i}].quantity", lot.Quantity, 1, isRequired: true, zeroIsFine: false, problems);
        }

        if (problems.Count == before && lots.DistinctBy(lot => lot!.TransactionId).Count() < lots.Count)
        {
            problems.Add(new("INVALID", "lots must name each purchase once.", "lots"));
        }

        if (problems.Count == before && lots.Sum(lot => lot!.Quantity) > quantity)
        {
            problems.Add(new("TOO_LARGE", "lots must not add up to more than the quantity sold.", "lots"));
        }

        return problems.Count > before ? null : [.. lots.Select(lot => lot!)];
    }

    public static ErrorDetail Detail(BrokenChoice broken, string place = "")
    {
        var field = $"{place}lots[{broken.Place}]";
        var (sale, buy) = (broken.Sale, broken.Choice.BuyTradeId);
        return broken.Left is not { } left
            ? new("LOT_UNKNOWN", $"The sale of {sale.On:yyyy-MM-dd} takes shares of {buy}, which is no purchase of "
                + $"{sale.Symbol}.", $"{field}.transaction_id")
            : new("LOT_SHORT", $"The sale of {sale.On:yyyy-MM-dd} takes {ExactDecimal.Trim(broken.Choice.Quantity)} "
                + $"{sale.Symbol} of the purchase {buy}, of which {ExactDecimal.Trim(left)} are left to it.",
                $"{field}.quantity");
    }

    /// <summary>Null where every sale of the symbol can take the lots chosen for it.</summary>
    public static Error? Refusal(IReadOnlyList<Trade> tradesInLedgerOrder, IReadOnlyList<Split> splits)
    {
        if (ChosenLots.FirstBroken(tradesInLedgerOrder, splits) is not { } broken)
        {
            return null;
        }

        var detail = Detail(broken);
        return Error.Conflict(detail.Message, [detail]);
    }

    /// <summary>Refuses the sale whose choice does not hold; where that is one of the ledger, all sales of the request.
    /// </summary>
    public static void RefuseBroken(
        IReadOnlyList<BatchRow> rows, IReadOnlyList<Trade> tradesInLedgerOrder, IReadOnlyList<Split> splits)
    {
        if (ChosenLots.FirstBroken(tradesInLedgerOrder, splits) is not { } broken)
        {
            return;
        }

        var ofRequest = rows.Where(row => row.Id == broken.Sale.Id).ToList();
        foreach (var row in ofRequest.Count > 0 ? ofRequest : rows.Where(row => row.Transaction!.Type == "Sell"))
        {
            var problem = Detail(broken, $"{row.Place}.");
            row.Refuse(problem with { Message = $"{row.Place}: {problem.Message}" }, RowOutcome.Oversold);
        }
    }
}
