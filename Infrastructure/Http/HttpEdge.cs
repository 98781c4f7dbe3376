using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>What happens to every request before a feature sees it, and to every answer after.</summary>
internal static partial class HttpEdge
{
    public const int BodyBytesMax = 64 * 1024;
    private const int PortDefault = 8000;

    public static void AddHttpEdge(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
            kestrel.Limits.MaxConcurrentConnections = 5_000;
        });
        // Of an answer that its client is slow to take; what a piece of Json.WriteAsync adds comes on top. Over sockets
        // it is this that counts, and not Kestrel's MaxResponseBufferSize.
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 16 * 1024);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls($"http://*:{Port(builder.Configuration["PORT"])}");
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RequestLog>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            Json.Configure(options.SerializerOptions);
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, EdgeWire.Default);
        });
        builder.Services.AddExceptionHandler(options => options.ExceptionHandler = Failures.OnException);
        builder.Services.AddOptions<CorsOptions>()
            .Configure(options => CorsOptions.Read(options, builder.Configuration)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CorsOptions>, CorsOptionsValidator>();
        builder.Services.AddCors();
        builder.Services.AddRateLimits(builder.Configuration);
    }

    public static void UseHttpEdge(this WebApplication app)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use((context, next) => RequestStamp.Handle(context, clock, next));
        app.Use(app.Services.GetRequiredService<RequestLog>().Handle);
        app.Use(HeadAsGet);
        app.UseExceptionHandler();
        app.UseStatusCodePages(Failures.OnBareStatus);
        app.UseRouting();

        var cors = app.Services.GetRequiredService<IOptions<CorsOptions>>().Value;
        // Only browsers name an origin; the native binary calls this part by reflection, for which others need not pay.
        app.UseWhen(context => context.Request.Headers.Origin.Count > 0, fromBrowsers => fromBrowsers.UseCors(policy =>
            policy.WithOrigins([.. cors.Origins])
                .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
                .AllowAnyHeader()
                .AllowCredentials()
                .WithExposedHeaders(RequestStamp.Header, "ETag", "Retry-After", "X-Cache-Hit", ReplayedReply.Header,
                    "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Deprecation", "Link",
                    "Content-Disposition")
                .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        app.Use(RefuseEncodedBody);
    }

    /// <summary>Nothing is unpacked: of a packed body, the limit of its size would say nothing.</summary>
    private static Task RefuseEncodedBody(HttpContext context, RequestDelegate next)
    {
        const int status = StatusCodes.Status415UnsupportedMediaType;
        return context.Request.Headers.ContentEncoding.ToString() is "" or "identity"
            ? next(context)
            : Failures.WriteAsync(context, status, Error.For(status, "Send the body without Content-Encoding."));
    }

    /// <summary>HEAD is answered wherever GET is; the server itself leaves the body out.</summary>
    private static Task HeadAsGet(HttpContext context, RequestDelegate next)
    {
        return HttpMethods.IsHead(context.Request.Method) ? AsGetAsync() : next(context);

        async Task AsGetAsync()
        {
            context.Request.Method = HttpMethods.Get;
            await next(context);
            context.Request.Method = HttpMethods.Head;
        }
    }

    /// <exception cref="OptionsValidationException">It is no port.</exception>
    private static int Port(string? text) =>
        string.IsNullOrWhiteSpace(text) ? PortDefault
        : int.TryParse(text, out var port) && port is >= 0 and <= 65535 ? port
        : throw new OptionsValidationException("PORT", typeof(int),
            [$"PORT is \"{text}\"; it must be a number from 1 to 65535."]);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Error))]
    [JsonSerializable(typeof(decimal))]
    [JsonSerializable(typeof(string))]
    private sealed partial class EdgeWire : JsonSerializerContext;
}
