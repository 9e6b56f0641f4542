using Grpc.Core;

namespace Governance.Harness;

/// <summary>Every rpc × every role: what is not listed is denied. Each service's tests derive one class.</summary>
/// <param name="app">The running service.</param>
/// <param name="rpcs">Its rpcs and roles.</param>
public abstract class WhoMayCallWhatMatrix<TProgram, TCaller>(ServiceApp<TProgram, TCaller> app, EveryRpc rpcs) where TProgram : class where TCaller : ServiceCaller
{
    [Fact]
    public async Task A_role_calls_what_it_is_granted_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var role in rpcs.Roles.Keys.Concat(["no-such-role", "scope/no.such.scope"])) await LookAsync(role, wrong);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private async Task LookAsync(string role, List<string> wrong)
    {
        var caller = app.WithRole(role, "51", "510104-03");
        var (granted, denied) = (0, 0);
        foreach (var rpc in rpcs.All)
        {
            var answer = await EveryRpc.CallAsync(caller, rpc, EveryRpc.NewRequest(rpc));
            if (EveryRpc.PermissionOf(rpc) == "public")
            {
                granted++;
                if (answer.Code is StatusCode.PermissionDenied or StatusCode.Unauthenticated or StatusCode.Unimplemented or StatusCode.Internal) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} is public, but {answer}");
            }
            else if (rpcs.Roles.ContainsKey(role) && rpcs.Reach(role, rpc) is not null)
            {
                granted++;
                // An empty request is wrong or not found; what counts is that the gate let it through to a slice.
                if (answer.Reason == "PERMISSION_MISSING" || answer.Code is StatusCode.Unauthenticated or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unknown)
                {
                    wrong.Add($"{role}: {EveryRpc.NameOf(rpc)}: granted, but {answer}");
                }
            }
            else
            {
                denied++;
                if (answer is not { Code: StatusCode.PermissionDenied, Reason: "PERMISSION_MISSING" }) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)}: not granted, but {answer}");
            }
        }
        Assert.Equal(rpcs.All.Count, granted + denied);
        Assert.True(!rpcs.Roles.ContainsKey(role) || granted > 0);
    }

    [Theory]
    [InlineData("none"), InlineData("not a token"), InlineData("expired"), InlineData("stranger"), InlineData("audience"), InlineData("type")]
    public async Task Without_a_valid_token_nothing_can_be_called(string kind)
    {
        var caller = app.WithBadToken(kind);
        var wrong = new List<string>();
        foreach (var rpc in rpcs.All)
        {
            var answer = await EveryRpc.CallAsync(caller, rpc, EveryRpc.NewRequest(rpc));
            if (EveryRpc.PermissionOf(rpc) != "public" && answer.Code != StatusCode.Unauthenticated) wrong.Add($"{EveryRpc.NameOf(rpc)}: {answer}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Every_rpc_asks_for_a_permission_of_its_own_service_that_somebody_holds()
    {
        Assert.True(rpcs.All.Count > 5, "the matrix looks at no rpcs");
        var held = rpcs.Roles.Values.SelectMany(permissions => permissions.Keys).ToHashSet();
        var asking = rpcs.All.Where(rpc => EveryRpc.PermissionOf(rpc) != "public").ToList();
        Assert.All(asking, rpc => Assert.StartsWith(rpcs.Service + ".", EveryRpc.PermissionOf(rpc), StringComparison.Ordinal));
        Assert.Empty(asking.Where(rpc => !held.Contains(EveryRpc.PermissionOf(rpc))).Select(EveryRpc.NameOf));
    }

    [Fact]
    public void Every_permission_of_a_role_is_asked_for_by_a_rpc()
    {
        var asked = rpcs.All.Select(EveryRpc.PermissionOf).ToHashSet();
        Assert.Empty(rpcs.Roles.SelectMany(role => role.Value.Keys.Where(permission => !asked.Contains(permission)).Select(permission => $"{role.Key}: {permission}")));
    }
}
