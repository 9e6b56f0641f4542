namespace Governance.Gateway.Headers;

/// <summary>Section <c>Gateway:Cors</c>: which pages of other origins may call us. Nobody, unless named.</summary>
internal sealed class CorsOptions
{
    public string[] Origins { get; set; } = [];
}

internal static class BrowserOrigins
{
    public static void AddBrowserOrigins(this IServiceCollection services, IConfiguration configuration)
    {
        var origins = configuration.GetSection("Gateway:Cors").Get<CorsOptions>()?.Origins ?? [];
        if (origins.FirstOrDefault(o => o.Contains('*', StringComparison.Ordinal) || !Uri.TryCreate(o, UriKind.Absolute, out _)) is { } bad)
            throw new InvalidOperationException($"Gateway:Cors:Origins names whole origins such as https://console.example.cn; '{bad}' is none.");
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("authorization", "content-type", "x-grpc-web", "x-user-agent", "grpc-timeout", "if-match")
            .WithExposedHeaders("grpc-status", "grpc-message", "grpc-status-details-bin", "retry-after", "etag", "x-request-id")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }
}
