using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Common.V1;

namespace Governance.Access;

/// <summary><c>Connections.GetConnection</c> of every service: who the caller is here, what it may do, where, and what is left of its quota. A partner's first call.</summary>
public sealed class ConnectionReport(Caller caller, PermissionMap permissions, Grants grants, ClientRights rights, TimeProvider clock)
{
    /// <summary>Of the service whose packages begin with <c>governance.SERVICE.</c>.</summary>
    public Connection Of(string service)
    {
        var own = rights.Of(caller);
        var told = new Connection
        {
            Subject = caller.Subject, ClientId = caller.ClientId ?? "", Agency = caller.Agency ?? "", Unit = caller.Unit ?? "",
            DivisionCodes = { caller.Areas.Select(a => a.Code) }, Scopes = { caller.Roles.Where(r => r.StartsWith("scope/", StringComparison.Ordinal)).Select(r => r[6..]) },
            Time = clock.GetUtcNow().ToTimestamp(), TokenExpireTime = caller.Until?.ToTimestamp(), HiddenFields = { rights.HiddenFrom(caller).Order(StringComparer.Ordinal) },
            EventTypes = { (rights.EventsOf(caller) ?? Everything).Order(StringComparer.Ordinal) },
        };
        foreach (var (method, permission) in permissions.All.Where(m => m.Key.StartsWith($"/governance.{service}.", StringComparison.Ordinal)).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var reach = permission is PermissionMap.Public or PermissionMap.Authenticated ? Reach.Area : grants.Of(permission, caller.Roles);
            if (reach == Reach.None || own?.MayCall(method) == false) continue;
            var areas = permission == PermissionMap.Public ? [] : Caller.Both(caller.Areas, own?.AreasOf(method));
            told.Methods.Add(new ConnectionMethod { Method = method[1..], Permission = permission, Reach = permission == PermissionMap.Public ? "" : Names[(int)reach], DivisionCodes = { areas.Select(a => a.Code) } });
        }
        foreach (var entry in (caller.Quota ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('/') is not [var kind, var left, var burst, var second]) continue;
            told.Quotas.Add(new ConnectionQuota { Kind = kind, Left = Number(left), Burst = Number(burst), PerSecond = Number(second) });
        }
        return told;
    }

    private static readonly IReadOnlySet<string> Everything = new HashSet<string>();

    private static readonly string[] Names = ["", "own", "unit", "area"];

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
