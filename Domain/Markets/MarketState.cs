namespace PortfolioTracker.Domain.Markets;

/// <summary>Which part of the trading day it is. <c>Pre</c> and <c>After</c> only where the exchange has such hours.
/// </summary>
internal enum MarketSession
{
    Closed,
    Pre,
    Regular,
    After,
}

/// <param name="IsOpen">Whether the regular session runs at this instant.</param>
/// <param name="Timezone">IANA name of the exchange's time zone.</param>
/// <param name="LocalDate">The calendar day at the exchange.</param>
/// <param name="IsHoliday">Whether that day is a weekday on which the exchange stays closed.</param>
/// <param name="IsHalfDay">Whether the exchange closes early on that day.</param>
internal readonly record struct MarketState(
    bool IsOpen, MarketSession Session, string Timezone, DateOnly LocalDate, bool IsHoliday, bool IsHalfDay);
