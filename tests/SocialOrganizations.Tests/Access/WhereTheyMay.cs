using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Access;

/// <summary>Every rpc × every role that is granted it × areas outside, about rows of one town: nothing is seen and nothing is changed. Inside, the same requests are answered. What staff see of their own has scenarios of its own.</summary>
public sealed class WhereTheyMay(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static readonly EveryRpc Rpcs = new("socialorgs");
    private static readonly string[] Outside = ["", "510105", SmallMap.NextCounty, SmallMap.OtherTown[..9], SmallMap.OtherTown, "52", "5107", "0", "51010", "5101040170019"];
    private static readonly string[] Inside = ["51", "5101", "510104", Scene.Town];

    // Rules are data that hold for all.
    private static readonly HashSet<string> ForEverybody = ["ListGateRules", "ListPilotSchemes", "ListGradingSchemes", "ListDonorHonours", "ListCustodyRules"];

    // The county's to do, or set for it: a town's own area is too narrow.
    private static readonly HashSet<string> OfMore = ["RegisterOrganization", "SuspendOrganization", "ResumeOrganization", "GraduateOrganization", "DeregisterOrganization", "EnterOrganization", "SetGateRule", "SetIncubationTarget", "SetSocialWorkRule", "OpenProjectList", "CloseProjectList", "SetPilotScheme", "SetGradingScheme", "SetLotteryRule", "SetCustodyRule", "ApproveCustody", .. ProcurementScene.OfMore];
    // Announced to everybody in the county: another town of it is not outside.
    private static readonly HashSet<string> ToldBelow = ["GetServiceList", "ListServiceLists", "ListListItems", "GetTender", "ListTenders", "ListProjectLists"];

    // One line a room. Each sets rows of Scene.Town and gives a request about them for every rpc of its services.
    private async Task<Scene> SetAsync()
    {
        var scene = new Scene();
        scene.Requests["Read"] = () => new Common.V1.FeedReadRequest();
        scene.Requests["GetConnection"] = () => new Common.V1.GetConnectionRequest();
        await OrganizationScene.SetAsync(app, scene);
        await IncubationScene.SetAsync(app, scene);
        await SocialWorkScene.SetAsync(app, scene);
        await ProjectScene.SetAsync(app, scene);
        await AssessmentScene.SetAsync(app, scene);
        await ProcurementScene.SetAsync(app, scene);
        await FundScene.SetAsync(app, scene);
        await VentureScene.SetAsync(app, scene);
        await EnterpriseScene.SetAsync(app, scene);
        return scene;
    }

    [Fact]
    public async Task Outside_nothing_is_seen_and_nothing_is_changed()
    {
        var scene = await SetAsync();
        var (wrong, looked) = (new List<string>(), 0);
        var before = await StateAsync(scene);
        foreach (var role in Rpcs.Roles.Keys)
        {
            foreach (var rpc in Granted(role))
            {
                foreach (var area in Outside.Where(a => !ToldBelow.Contains(rpc.Name) || !a.StartsWith("510104", StringComparison.Ordinal)))
                {
                    looked++;
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, Scene.Unit), rpc, scene.Requests[rpc.Name]());
                    if (answer.Code is not (StatusCode.OK or StatusCode.NotFound) && answer.Reason != "AREA_NOT_YOURS") wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                    var body = Encoding.UTF8.GetString(answer.Body);
                    if (scene.Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal))) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}' shows what is not theirs");
                }
                if (await StateAsync(scene) is var after && after != before)
                {
                    wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} changed {before} into {after}");
                    before = after;
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(looked > 300, $"the matrix looked at {looked}");
    }

    [Fact]
    public async Task Inside_the_same_requests_are_answered()
    {
        var wrong = new List<string>();
        foreach (var role in Rpcs.Roles.Keys)
        {
            var scene = await SetAsync();
            // What only reads comes first, as long as the rows are as they were set.
            foreach (var rpc in Granted(role).OrderBy(r => r.Name.StartsWith("List", StringComparison.Ordinal) || r.Name.StartsWith("Get", StringComparison.Ordinal) || r.Name.StartsWith("Check", StringComparison.Ordinal) ? 0 : 1))
            {
                foreach (var area in Inside)
                {
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, Scene.Unit), rpc, scene.Requests[rpc.Name]());
                    // A state may forbid it (the step was taken at the level before, or by another rpc); that the row is not there or the request is wrong would make the other test worthless.
                    var tooNarrow = OfMore.Contains(rpc.Name) && (answer.Reason == "AREA_NOT_YOURS" || answer.Code == StatusCode.NotFound && area == Scene.Town);
                    if (answer.Code is not (StatusCode.OK or StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted) && !tooNarrow) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        // Every rpc has done its work now: what the feed tells of it is what there is.
        await Feed.Nouns.All.HoldAsync(app);
    }

    private static List<MethodDescriptor> Granted(string role) => [.. Rpcs.All.Where(rpc => Rpcs.Reach(role, rpc) is { } reach && reach != "own" && !ForEverybody.Contains(rpc.Name))];

    // But for the days of donation drives, which a clock publishes while the matrix looks.
    private Task<string> StateAsync(Scene scene) => app.Query<string>($"select concat_ws(' ', (select count(*) from events where type <> 'governance.socialorgs.v1.DrivePublished'), {string.Join(", ", scene.Counts.Select(c => $"({c})"))})");
}

/// <summary>Rows of one town, and requests about them.</summary>
internal sealed class Scene
{
    public const string Town = "510104017", Unit = "510104-31";

    /// <summary>What an answer to somebody who may not see these rows must not contain.</summary>
    public List<string> Marks { get; } = [];

    /// <summary>For every rpc a request about them; an rpc that is missing keeps the matrix from passing, so nobody forgets it.</summary>
    public Dictionary<string, Func<IMessage>> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>Queries whose sum is another when anything was changed.</summary>
    public List<string> Counts { get; } = [];
}
