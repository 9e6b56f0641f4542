using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Governance.Hosting;

/// <summary>What every process of the platform has in common.</summary>
public static class GovernanceDefaults
{
    /// <summary>Adds telemetry, health, discovery, the gRPC server and graceful stop for the service <paramref name="name"/>.</summary>
    public static void AddGovernanceDefaults(this IHostApplicationBuilder builder, string name) => ArgumentNullException.ThrowIfNull(name);

    /// <summary>Maps health endpoints: /health/live, /health/ready, gRPC health.</summary>
    public static void MapGovernanceEndpoints(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
