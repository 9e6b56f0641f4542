namespace Governance.Gateway.Routes;

/// <summary>
/// A service behind the gateway. From its name follow its gRPC packages (<c>governance.grid.v1</c>), its JSON paths (<c>/grid/v1/…</c>),
/// its OpenAPI document (<c>/openapi/grid.json</c>) and its addresses (<c>services:grid:grpc:0</c>, <c>services:grid:http:0</c>).
/// </summary>
internal sealed record DomainService(string Name, string Title);

internal static class DomainServices
{
    /// <summary>The one list: the next service is one more line here.</summary>
    public static readonly DomainService[] All =
    [
        new("grid", "网格与诉求"),
        new("volunteers", "志愿服务"),
        new("party", "党建引领"),
        new("welfare", "民生兜底服务"),
        new("socialorgs", "社会组织"),
    ];
}
