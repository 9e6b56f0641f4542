using System.Text.Json;
using Governance.Access;
using Governance.Gateway.Access;
using Governance.Gateway.Routes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace Governance.ArchitectureTests;

/// <summary>Rule 4.</summary>
public sealed class PermissionsAndPolicies
{
    // Whom services/Identity or another authority may name in a token.
    private static readonly string[] _roles = ["province-operator", "city-centre", "county-centre", "town-clerk", "unit-clerk", "grid-worker", "resident", "auditor",
        "scope/grid.map.read", "scope/grid.calls.open", "scope/grid.calls.read", "scope/grid.calls.handle", "scope/volunteers.read",
        "party-office", "party-clerk", "scope/party.read", "scope/party.reportins.reveal", "scope/volunteers.find",
        "welfare-worker", "welfare-supervisor", "child-director", "welfare-analyst", "scope/welfare.refer",
        "orgs-office", "orgs-clerk", "orgs-staff", "orgs-panelist", "orgs-finance", "scope/socialorgs.read",
        "scope/grid.feed.read", "scope/volunteers.feed.read", "scope/party.feed.read", "scope/welfare.feed.read", "scope/socialorgs.feed.read"];

    [Fact]
    public void Every_permission_is_granted_to_somebody_and_every_grant_is_a_permission()
    {
        var files = House.Files.Where(f => f.StartsWith("services/", StringComparison.Ordinal) && f.EndsWith(".roles.json", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        var map = new PermissionMap(typeof(Grid.V1.Calls).Assembly).All;
        Assert.InRange(map.Count, 45, 5000);
        foreach (var file in files)
        {
            var service = Path.GetFileName(file)[..^".roles.json".Length];
            var declared = map.Where(m => m.Key.StartsWith($"/governance.{service}.", StringComparison.Ordinal) && !House.Agreed.Contains(m.Key.Split('/')[1])).Select(m => m.Value).ToHashSet();
            Assert.InRange(declared.Count, 2, 1000);
            House.Hold(Grants(declared, House.Read(file)));
        }
        House.Hold(map.Keys.Where(m => m.StartsWith("/governance.", StringComparison.Ordinal)).Select(m => m.Split('.')[1]).Distinct().Where(s => !files.Any(f => f.EndsWith($"/{s}.roles.json", StringComparison.Ordinal))).Select(s => $"nobody may do anything in {s}: no {s}.roles.json"));
    }

    [Fact]
    public void A_dangling_or_missing_grant_is_noticed() => Assert.Equal(
        ["grid.calls.fly is granted to resident and no rpc demands it", "town-clark is no role", "'grid.calls.read:everything' ends in neither :own nor :unit", "grid.calls.open is granted to nobody"],
        Grants(["grid.calls.read", "grid.calls.open"], """{"Access":{"Roles":{"resident":["grid.calls.read:own","grid.calls.fly"],"town-clark":["grid.calls.read"],"auditor":["grid.calls.read:everything"]}}}"""));

    [Fact]
    public void Every_route_names_its_policy()
    {
        var routes = ServiceRoutes.Routes();
        Assert.InRange(routes.Count, 6, 1000);
        House.Hold(Routes(routes));
        var served = routes.Select(r => r.Match.Path).ToList();
        House.Hold(EveryRpcHasItsSlice.Contracts.Select(s => s.File.Package).Distinct()
            .Where(p => !served.Any(r => r!.StartsWith($"/{p}.", StringComparison.Ordinal)) || !served.Any(r => r!.StartsWith($"/{p.Split('.')[1]}/v1/", StringComparison.Ordinal))).Select(p => $"the gateway has no doors for {p}"));
    }

    [Fact]
    public void A_route_without_a_policy_is_noticed() => Assert.Equal(
        ["bare names no policy: YARP would let everybody in", "open is anonymous", "odd names the policy 'admin', which nobody defines"],
        Routes([Route("bare", "/grid/v1/{**rest}", null), Route("open", "/grid/v1/{**rest}", "anonymous"), Route("odd", "/grid/v1/{**rest}", "admin"), Route("good", "/connect/{**rest}", "anonymous")]));

    [Fact]
    public async Task The_fallback_policy_lets_nobody_in_unnamed()
    {
        var gateway = new ServiceCollection();
        gateway.AddEdgeAccess();
        var service = new ServiceCollection();
        service.AddGovernanceAuthentication(new ConfigurationBuilder().Build());
        foreach (var services in new[] { gateway, service })
        {
            services.AddLogging();
            await using var provider = services.BuildServiceProvider();
            var fallback = provider.GetRequiredService<IOptions<AuthorizationOptions>>().Value.FallbackPolicy;
            Assert.NotNull(fallback);
            var verdict = await provider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(new System.Security.Claims.ClaimsPrincipal(), null, fallback);
            Assert.False(verdict.Succeeded);
        }
    }

    private static IEnumerable<string> Grants(HashSet<string> declared, string json)
    {
        var granted = new HashSet<string>();
        foreach (var role in JsonDocument.Parse(json).RootElement.GetProperty("Access").GetProperty("Roles").EnumerateObject())
        {
            if (!_roles.Contains(role.Name)) yield return $"{role.Name} is no role";
            foreach (var entry in role.Value.EnumerateArray().Select(e => e.GetString()!))
            {
                var parts = entry.Split(':');
                if (parts.Length > 1 && parts[1] is not ("own" or "unit")) yield return $"'{entry}' ends in neither :own nor :unit";
                else if (!declared.Contains(parts[0])) yield return $"{parts[0]} is granted to {role.Name} and no rpc demands it";
                granted.Add(parts[0]);
            }
        }
        foreach (var permission in declared.Except(granted).Except([PermissionMap.Public, PermissionMap.Authenticated])) yield return $"{permission} is granted to nobody";
    }

    // What the protos open to everybody, named here once more: nobody opens an rpc by the way.
    private static readonly string[] _public = ["/volunteers/v1/certificates:verify", "/governance.volunteers.v1.Records/VerifyCertificate"];

    private static IEnumerable<string> Routes(IEnumerable<RouteConfig> routes)
    {
        foreach (var route in routes)
        {
            var path = route.Match.Path ?? "";
            if (string.IsNullOrEmpty(route.AuthorizationPolicy)) yield return $"{route.RouteId} names no policy: YARP would let everybody in";
            else if (route.AuthorizationPolicy is not (EdgePolicies.Caller or EdgePolicies.Anonymous)) yield return $"{route.RouteId} names the policy '{route.AuthorizationPolicy}', which nobody defines";
            else if (route.AuthorizationPolicy == EdgePolicies.Anonymous && !Array.Exists(["/.well-known/", "/connect/", "/account/", "/openapi/"], p => path.StartsWith(p, StringComparison.Ordinal)) && !_public.Contains(path)) yield return $"{route.RouteId} is anonymous";
        }
    }

    private static RouteConfig Route(string id, string path, string? policy) => new() { RouteId = id, Match = new() { Path = path }, AuthorizationPolicy = policy };
}
