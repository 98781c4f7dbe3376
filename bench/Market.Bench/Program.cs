using System.Globalization;
using PortfolioTracker.Bench;
using PortfolioTracker.Tests.Support;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "budget":
        FewCalls.Print();
        return 0;
    case "refresh":
        await Refresh.PrintAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000);
        await Postgres.RemoveAsync();
        return 0;
    default:
        Console.Error.WriteLine("budget: what few calls a day keep fresh");
        Console.Error.WriteLine("refresh [symbols]: how fast a provider without limits is read");
        return 1;
}
