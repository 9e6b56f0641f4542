using Grpc.Core;

namespace Governance.Grid.Tests.Access;

/// <summary>Every rpc × every role: what is not listed is denied.</summary>
public sealed class WhoMayCallWhat(GridApp app) : IClassFixture<GridApp>
{
    public static TheoryData<string> Roles => [.. EveryRpc.Roles.Keys, "no-such-role", "scope/no.such.scope"];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_calls_what_it_is_granted_and_nothing_else(string role)
    {
        var caller = app.WithRole(role, "51", "510104-03");
        var wrong = new List<string>();
        var (granted, denied) = (0, 0);
        foreach (var rpc in EveryRpc.All)
        {
            var answer = await caller.Call(rpc, EveryRpc.NewRequest(rpc));
            if (EveryRpc.Roles.ContainsKey(role) && EveryRpc.Reach(role, rpc) is not null)
            {
                granted++;
                // An empty request is wrong or not found; what counts is that the gate let it through to a slice.
                if (answer.Reason == "PERMISSION_MISSING" || answer.Code is StatusCode.Unauthenticated or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unknown)
                {
                    wrong.Add($"{EveryRpc.NameOf(rpc)}: granted, but {answer}");
                }
            }
            else
            {
                denied++;
                if (answer is not { Code: StatusCode.PermissionDenied, Reason: "PERMISSION_MISSING" }) wrong.Add($"{EveryRpc.NameOf(rpc)}: not granted, but {answer}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(EveryRpc.All.Count, granted + denied);
        Assert.True(EveryRpc.Roles.ContainsKey(role) ? granted > 0 : granted == 0);
    }

    public static TheoryData<string> BadTokens => ["none", "not a token", "expired", "stranger", "audience", "type"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Without_a_valid_token_nothing_can_be_called(string kind)
    {
        var caller = app.WithBadToken(kind);
        var wrong = new List<string>();
        foreach (var rpc in EveryRpc.All)
        {
            var answer = await caller.Call(rpc, EveryRpc.NewRequest(rpc));
            if (answer.Code != StatusCode.Unauthenticated) wrong.Add($"{EveryRpc.NameOf(rpc)}: {answer}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Every_rpc_asks_for_a_permission_of_its_own_service_that_somebody_holds()
    {
        Assert.True(EveryRpc.All.Count > 40, "the matrix looks at no rpcs");
        var held = EveryRpc.Roles.Values.SelectMany(permissions => permissions.Keys).ToHashSet();
        Assert.All(EveryRpc.All, rpc => Assert.StartsWith("grid.", EveryRpc.PermissionOf(rpc), StringComparison.Ordinal));
        Assert.Empty(EveryRpc.All.Where(rpc => !held.Contains(EveryRpc.PermissionOf(rpc))).Select(EveryRpc.NameOf));
    }

    [Fact]
    public void Every_permission_of_a_role_is_asked_for_by_a_rpc()
    {
        var asked = EveryRpc.All.Select(EveryRpc.PermissionOf).ToHashSet();
        Assert.Empty(EveryRpc.Roles.SelectMany(role => role.Value.Keys.Where(permission => !asked.Contains(permission)).Select(permission => $"{role.Key}: {permission}")));
    }
}
