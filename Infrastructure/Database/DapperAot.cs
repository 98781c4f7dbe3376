using Dapper;
using PortfolioTracker.Infrastructure.Database;

// Every Dapper call of the program is compiled ahead of time; one that cannot be fails the build.
[module: DapperAot]
[module: CommandFactory<DapperCommands<object>>]
