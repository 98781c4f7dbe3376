using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Section <c>AlphaVantage</c>: what the key may spend.</summary>
internal sealed class ProviderBudgetOptions
{
    /// <summary>Calls of one day; a free key has 25. Zero: no limit of ours, as for a paid plan.</summary>
    public int DailyBudget { get; set; } = 25;

    /// <summary>Calls of the budget that only a waiting user may spend.</summary>
    public int CallsReservedForUsers { get; set; } = 2;

    /// <summary>Of the budget, what is spent at most because one user waits for it; two calls at least.</summary>
    public int UserSharePercent { get; set; } = 40;
}

internal sealed class ProviderBudgetOptionsValidator : IValidateOptions<ProviderBudgetOptions>
{
    public ValidateOptionsResult Validate(string? name, ProviderBudgetOptions options) => options switch
    {
        { DailyBudget: < 0 } => ValidateOptionsResult.Fail(
            $"AlphaVantage:DailyBudget is {options.DailyBudget}; it must be 0 (no limit) or more. "
            + "Mend AlphaVantage__DailyBudget: 25 for a free key, 0 for a paid plan."),
        { CallsReservedForUsers: < 0 } => ValidateOptionsResult.Fail(
            $"AlphaVantage:CallsReservedForUsers is {options.CallsReservedForUsers}; it must be 0 or more. "
            + "Mend AlphaVantage__CallsReservedForUsers."),
        { UserSharePercent: < 1 or > 100 } => ValidateOptionsResult.Fail(
            $"AlphaVantage:UserSharePercent is {options.UserSharePercent}; it must lie between 1 and 100. "
            + "Mend AlphaVantage__UserSharePercent: 100 where there is only one user."),
        { DailyBudget: > 0 } when options.CallsReservedForUsers >= options.DailyBudget => ValidateOptionsResult.Fail(
            $"AlphaVantage:CallsReservedForUsers is {options.CallsReservedForUsers}, which leaves none of the "
            + $"{options.DailyBudget} daily calls to refresh prices. Mend AlphaVantage__CallsReservedForUsers."),
        _ => ValidateOptionsResult.Success,
    };
}
