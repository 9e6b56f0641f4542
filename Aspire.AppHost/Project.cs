namespace Governance.AppHost;

/// <summary>What the map says of a .NET service.</summary>
internal static class Project
{
    /// <summary>Addresses are given by the map alone, neither by launch profiles nor by the ports in appsettings.json, on which two checkouts would collide.</summary>
    public static void Plain(ProjectResourceOptions options) => (options.ExcludeLaunchProfile, options.ExcludeKestrelEndpoints) = (true, true);

    public static IResourceBuilder<ProjectResource> InDevelopment(this IResourceBuilder<ProjectResource> project) => project
        .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development").WithEnvironment("DOTNET_ENVIRONMENT", "Development")
        // At a stop the dashboard is gone first, and each service would try for ten seconds to hand it its last telemetry.
        .WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "1000")
        .WithEndpointsInEnvironment(_ => false);

    /// <summary>A Kestrel endpoint of the service; not proxied, so its address is the service's own and stays the same between starts.</summary>
    public static IResourceBuilder<ProjectResource> WithEndpoint(this IResourceBuilder<ProjectResource> project, LocalState state, string endpoint)
    {
        var port = state.Port($"{project.Resource.Name}-{endpoint}");
        return project.WithHttpEndpoint(port: port, name: endpoint, isProxied: false)
            .WithEnvironment($"Kestrel__Endpoints__{endpoint}__Url", (string)$"http://localhost:{port}");
    }

    public static IResourceBuilder<ProjectResource> WithDatabase(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<IResourceWithConnectionString> postgres, string database) =>
        project.WithEnvironment($"ConnectionStrings__{database}", ReferenceExpression.Create($"{postgres.Resource};Database={database}"));

    /// <summary>Which tokens count. Keys come straight from identity: neither the gateway nor its certificate stands between.</summary>
    public static IResourceBuilder<ProjectResource> WithTokensOf(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<ProjectResource> identity, string issuer) => project
        .WithEnvironment("Oidc__Authority", issuer).WithEnvironment("Oidc__Audience", "governance")
        .WithEnvironment("Oidc__Jwks", ReferenceExpression.Create($"{identity.GetEndpoint("http")}/.well-known/jwks"));
}
