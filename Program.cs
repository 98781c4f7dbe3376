using PortfolioTracker.Features;
using PortfolioTracker.Infrastructure;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Metrics;
using PortfolioTracker.Infrastructure.Portfolio;

try
{
    // The content root is the program's folder, and no file is watched: watching the current folder costs seconds.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
    {
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        ContentRootPath = AppContext.BaseDirectory,
    });

    builder.AddLogs();
    builder.Services.AddHostedService<IdleMemory>();
    builder.AddHttpEdge();
    builder.Services.AddAuth(builder.Configuration);
    builder.Services.AddDatabase(builder.Configuration);
    builder.Services.AddMarketData(builder.Configuration);
    builder.Services.AddPortfolio(builder.Configuration);
    builder.Services.AddJobs(builder.Configuration);
    builder.Services.AddServiceMetrics(builder.Configuration);

    var command = JobCommand.From(args);
    command?.Prepare(builder.Services);

    foreach (var feature in Feature.All)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Add(feature.Json));
        feature.AddServices(builder.Services);
    }

    var app = builder.Build();

    app.UseHttpEdge();
    app.Use(app.Services.GetRequiredService<Authenticate>().Handle);
    app.UseRateLimits();
    app.Use(IdempotencyKey.Read);

    var root = app.MapGroup("/");
    var api = app.MapGroup("/api").RequireUser();
    foreach (var feature in Feature.All)
    {
        feature.Map(api, root);
    }

    if (command is not null)
    {
        return await command.RunAsync(app);
    }

    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (FaultySettings.Are(failure))
{
    return await FaultySettings.TellAsync(failure);
}
