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

    /// <summary>What every domain service stores in: its database, the bus, and the keys of personal data, the same for all, so that a person is found by the same hash.</summary>
    public static IResourceBuilder<ProjectResource> WithStores(this IResourceBuilder<ProjectResource> project, LocalState state,
        IResourceBuilder<IResourceWithConnectionString> postgres, string database, IResourceBuilder<IResourceWithConnectionString> rabbitmq) => project
        .WithDatabase(postgres, database).WithEnvironment("ConnectionStrings__rabbitmq", rabbitmq)
        .WithEnvironment("Protection__Current", "k1").WithEnvironment("Protection__Keys__k1", state.Key("protection-k1"))
        .WithEnvironment("Protection__LookupKey", state.Key("protection-lookup"));

    /// <summary>Asks another service for what no event may carry, as a client of its own (decision 0009; Samples.cs registers it).</summary>
    public static void Asks(this IResourceBuilder<ProjectResource> project, IResourceBuilder<ProjectResource> peer, LocalState state, IResourceBuilder<ProjectResource> identity) => project
        .WithEnvironment($"Peers__{peer.Resource.Name}__Address", peer.GetEndpoint("grpc"))
        .WithEnvironment("Peers__TokenEndpoint", ReferenceExpression.Create($"{identity.GetEndpoint("http")}/connect/token"))
        .WithEnvironment("Peers__ClientId", project.Resource.Name).WithEnvironment("Peers__ClientSecret", state.Secret(project.Resource.Name));

    /// <summary>A file of the reference data that ships, or their folder.</summary>
    public static string Data(this LocalState state, string file) => Path.Combine(state.Repository, "deploy", "data", file);

    /// <summary>Serves gRPC and health. No wait for identity: a service fetches the keys when the first token comes, and runs through its absence.</summary>
    public static IResourceBuilder<ProjectResource> AsDomainService(
        this IResourceBuilder<ProjectResource> project, LocalState state, IResourceBuilder<ProjectResource> identity, string issuer) => project
        .WithEndpoint(state, "http").WithEndpoint(state, "grpc").WithHttpHealthCheck("/health/ready", endpointName: "http").WithTokensOf(identity, issuer);
}
