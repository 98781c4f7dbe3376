// What the service is measured against: its own web server and edge, and behind them nothing but the same bytes.
// usage: PortfolioTracker.Bench --body=FILE --urls=ADDRESS
//   /bare   through the edge of the service: request id, log line, error pages, routing, CORS
//   /alone  ahead of the edge: Kestrel with the service's limits, and nothing of ours
using PortfolioTracker.Infrastructure;
using PortfolioTracker.Infrastructure.Http;

const string tag = "W/\"bare\"";
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
{
    Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
    ContentRootPath = AppContext.BaseDirectory,
});
var body = await File.ReadAllBytesAsync(builder.Configuration["body"]!);
builder.AddLogs();
builder.AddHttpEdge();

await using var app = builder.Build();
app.Use((context, next) => context.Request.Path == "/alone" ? Answer(context) : next(context));
app.UseHttpEdge();
app.MapGet("/bare", Answer);
await app.RunAsync();

Task Answer(HttpContext context)
{
    var headers = context.Response.Headers;
    headers.ETag = tag;
    headers.CacheControl = "private, no-cache";
    if (context.Request.Headers.IfNoneMatch == tag)
    {
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    return Json.WriteAsync(context, body);
}
