using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Governance.AppHost;

/// <summary>The sample users and clients of a development start: one for each role and for each partner scope, with passwords made at first start.</summary>
internal static class Samples
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public sealed record User(string Name, string DisplayName, string Password, string[] Roles, string[] Areas, string? Unit);

    public sealed record Client(string Id, string Secret, string Agency, string[] Scopes, string[] Areas, string? Unit);

    public sealed record All(User[] Users, Client[] Clients);

    /// <summary>Writes the file that `identity seed` reads and returns its path.</summary>
    public static string Write(LocalState state) => state.Write("samples.json", JsonSerializer.Serialize(Make(state), _json));

    public static All Make(LocalState state)
    {
        return new(
            [
                Person("operator", "省级平台管理员", "province-operator", "51"),
                Person("chengdu", "成都市社会治理指挥中心", "city-centre", "5101"),
                Person("jinjiang", "锦江区社会治理指挥中心", "county-centre", "510104"),
                Person("town", "街道办事员", "town-clerk", "510104017"),
                Person("unit", "承办单位经办人", "unit-clerk", "510104", unit: "510104-01"),
                Person("gridworker", "网格员", "grid-worker", "510104017001"),
                Person("resident", "居民", "resident", "510104017001"),
                Person("partyoffice", "锦江区委组织部", "party-office", "510104"),
                Person("partynext", "青羊区委组织部", "party-office", "510105"),
                Person("partyclerk", "街道党务工作者", "party-clerk", "510104017"),
                Person("welfare", "街道民政社工", "welfare-worker", "510104017"),
                Person("supervisor", "锦江区民政局督导", "welfare-supervisor", "510104"),
                Person("children", "社区儿童主任", "child-director", "510104017001"),
                Person("orgsoffice", "锦江区民政局社会组织科", "orgs-office", "510104"),
                Person("orgsclerk", "街道社会组织经办人", "orgs-clerk", "510104017"),
                Person("orgscity", "成都市民政局社会组织处", "orgs-office", "5101"),
                Person("orgsfinance", "锦江区财政局经办人", "orgs-finance", "510104"),
                Person("orgspanelist", "评审专家", "orgs-panelist", "510104"),
                Person("orgsstaff", "社会组织工作人员", "orgs-staff", "510104017001"),
                Person("analyst", "省民政厅分析员", "welfare-analyst", "51"),
            ],
            [Partner("partner-kit", "grid.calls.open grid.calls.read welfare.refer"),
                Partner("data-team", "grid.map.read grid.feed.read volunteers.feed.read party.feed.read welfare.feed.read socialorgs.feed.read"),
                Partner("partner-map", "grid.map.read"), Partner("partner-open", "grid.calls.open"), Partner("partner-read", "grid.calls.read"), Partner("partner-handle", "grid.calls.handle", unit: "510104-01"),
                Partner("partner-volunteers", "volunteers.read"), Partner("partner-party", "party.read"), Partner("partner-welfare", "welfare.refer"), Partner("partner-orgs", "socialorgs.read"),
                Partner("volunteers", "party.reportins.reveal", area: "51"), Partner("socialorgs", "volunteers.find", area: "51")]);

        User Person(string name, string displayName, string role, string area, string? unit = null) => new(name, displayName, Password(state, name), [role], [area], unit);

        Client Partner(string id, string scopes, string? unit = null, string area = "5101") => new(id, state.Secret(id), "sample", scopes.Split(' '), [area], unit);
    }

    // Letters that nobody confuses when typing them; the end brings the kinds of characters that the password rules ask for.
    private static string Password(LocalState state, string name) =>
        state.Keep($"password {name}", () => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12) + "-Z7");
}
