using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Auth;

internal static class AuthServices
{
    private static readonly TimeSpan KeysTimeout = TimeSpan.FromSeconds(5);
    private const int KeysBytesMax = 1024 * 1024;

    public static void AddAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>()
            .Configure(options => AuthOptions.Read(options, configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton(provider => new SigningKeys(
            provider.GetRequiredService<IOptions<AuthOptions>>(),
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            {
                Timeout = KeysTimeout,
                MaxResponseContentBufferSize = KeysBytesMax,
            },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SigningKeys>>()));
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<Authenticate>();
    }
}
