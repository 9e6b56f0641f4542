using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Welfare.Tests.People;
using Grpc.Core;

namespace Governance.Welfare.Tests.Access;

/// <summary>Every rpc × every role that is granted it × areas outside, about rows of one town: nothing is seen and nothing is changed. Inside, the same requests are answered.</summary>
public sealed class WhereTheyMay(WelfareApp app) : IClassFixture<WelfareApp>
{
    private static readonly EveryRpc Rpcs = new("welfare");
    private static readonly string[] Outside = ["", "510105", SmallMap.NextCounty, SmallMap.OtherTown[..9], SmallMap.OtherTown, "52", "5107", "0", "51010", "5101040170019"];
    private static readonly string[] Inside = ["51", "5101", "510104", Scene.Town];

    // Rules are data that hold for all. Whether there is a record is asked for the whole province: only the county is told, and every question is in the trail.
    private static readonly HashSet<string> ForEverybody = ["ListForms", "GetForm", "FindPerson", "ListAllowanceRules", "ListProtectionRules", "ListCareItems", "ReportChildAtRisk", .. CasesScene.ForEverybody, "ListVisitRules", "ListJobRules"];

    // Told of a whole county alone, or set for the whole province: a town's own area is too narrow.
    private static readonly HashSet<string> OfMore = ["ListStudyRecords", "PublishForm", "SetAllowanceRule", "SetProtectionRule", "SetCareItem", "DrawPayList", "ApprovePayList", "RecordPayments", "RepayAllowance", "ListPayments", .. CasesScene.OfMore, "SetVisitRule", "SetJobRule", "DrawJobPayList", "ApproveJobPayList", "RecordJobPay", "ListJobPayments"];

    // One line a room. Each sets rows of Scene.Town and gives a request about them for every rpc of its services.
    private async Task<Scene> SetAsync()
    {
        var scene = new Scene();
        scene.Requests["GetConnection"] = () => new Common.V1.GetConnectionRequest();
        scene.Requests["Read"] = () => new Common.V1.FeedReadRequest();
        await PeopleScene.SetAsync(app, scene);
        await AllowanceScene.SetAsync(app, scene);
        await ProtectionScene.SetAsync(app, scene);
        await EmergencyScene.SetAsync(app, scene);
        await CareScene.SetAsync(app, scene);
        await CasesScene.SetAsync(app, scene);
        await VisitsScene.SetAsync(app, scene);
        await JobsScene.SetAsync(app, scene);
        // A scene that lets days go by gives the clock of visits something to do: nothing else is to change while we look.
        var today = DateOnly.Parse(app.Day(), null);
        await EventuallyAsync("the clock has done what is due", () => app.Query<bool>("""
            select not exists (select from visits where state = 1 and (due_on < $1 or due_on = $1 and not told))
              and not exists (select from divisions d where length(code) = 6 and not exists (select from visit_months m where m.county = d.code and m.month = $2))
            """, today, new DateOnly(today.Year, today.Month, 1).AddMonths(today.Day >= 20 ? 1 : 0)));
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
                foreach (var area in Outside)
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
        Assert.True(looked > 400, $"the matrix looked at {looked}");
    }

    [Fact]
    public async Task Inside_the_same_requests_are_answered()
    {
        var wrong = new List<string>();
        foreach (var role in Rpcs.Roles.Keys)
        {
            var scene = await SetAsync();
            // What only reads comes first, as long as the rows are as they were set.
            foreach (var rpc in Granted(role).OrderBy(r => r.Name.StartsWith("List", StringComparison.Ordinal) || r.Name.StartsWith("Get", StringComparison.Ordinal) || r.Name.StartsWith("Search", StringComparison.Ordinal) ? 0 : 1))
            {
                foreach (var area in Inside)
                {
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, Scene.Unit), rpc, scene.Requests[rpc.Name]());
                    // A state may forbid it (the step was taken at the level before, or by another rpc); that the row is not there or the request is wrong would make the other test worthless.
                    var tooNarrow = OfMore.Contains(rpc.Name) && answer.Reason is "AREA_NOT_YOURS" or "DIVISION_NOT_FOUND" or "PAY_LIST_NOT_FOUND" or "PAYMENT_NOT_FOUND" or "JOB_PAY_LIST_NOT_FOUND" && area != "51";
                    if (answer.Code is not (StatusCode.OK or StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted) && answer.Reason is not ("PERSON_SEALED" or "OWN_APPROVAL" or "TASK_NOT_YOURS") && !tooNarrow) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        // Every rpc has done its work now: what the feed tells of it is what there is.
        await Feed.Nouns.All.HoldAsync(app);
    }

    [Fact]
    public async Task What_is_ones_own_is_answered_to_the_owner_and_to_nobody_else_of_the_role()
    {
        var (wrong, looked) = (new List<string>(), 0);
        foreach (var role in Rpcs.Roles.Keys)
        {
            var own = Rpcs.All.Where(rpc => Rpcs.Reach(role, rpc) is "own" && !ForEverybody.Contains(rpc.Name)).OrderBy(r => r.Name.StartsWith("Do", StringComparison.Ordinal)).ToList();
            if (own.Count == 0) continue;
            var scene = await SetAsync();
            var before = await StateAsync(scene);
            foreach (var rpc in own)
            {
                foreach (var area in (string[])[.. Inside, SmallMap.Community, .. Outside])
                {
                    looked++;
                    // Of a list of one's own nothing is there; of a row nobody says that it is.
                    var answer = await EveryRpc.CallAsync(app.WithRole(role, area, Scene.Unit, "stranger"), rpc, scene.Requests[rpc.Name]());
                    if (answer.Code is not (StatusCode.OK or StatusCode.NotFound)) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}', of somebody else: {answer.Details}");
                    var body = Encoding.UTF8.GetString(answer.Body);
                    if (scene.Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal))) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} with area '{area}' shows what is somebody else's");
                }
                if (await StateAsync(scene) is var after && after != before) wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} changed {before} into {after}");
                var mine = await EveryRpc.CallAsync(app.WithRole(role, SmallMap.Community, Scene.Unit, Scene.Owner), rpc, scene.Requests[rpc.Name]());
                var shows = scene.Marks.Any(mark => Encoding.UTF8.GetString(mine.Body).Contains(mark, StringComparison.Ordinal));
                // The day of a visit may be still to come; that it is not there would make the rows above worthless.
                if (!(mine.Code == StatusCode.OK && shows) && mine.Reason != "VISIT_NOT_THERE") wrong.Add($"{role}: {EveryRpc.NameOf(rpc)} of one's own: {mine} {mine.Details}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(looked > 100, $"the matrix looked at {looked}");
    }

    // What is one's own is one's own in any area: see the one above.
    private static List<MethodDescriptor> Granted(string role) => [.. Rpcs.All.Where(rpc => Rpcs.Reach(role, rpc) is "area" or "unit" && !ForEverybody.Contains(rpc.Name))];

    private Task<string> StateAsync(Scene scene) => app.Query<string>($"select concat_ws(' ', (select count(*) from events), {string.Join(", ", scene.Counts.Select(c => $"({c})"))})");
}

/// <summary>Rows of one town, and requests about them.</summary>
internal sealed class Scene
{
    public const string Town = "510104017", Unit = "510104-31";

    /// <summary>Whose the rows are that reach by what is one's own.</summary>
    public const string Owner = "walker";

    /// <summary>What an answer to somebody who may not see these rows must not contain.</summary>
    public List<string> Marks { get; } = [];

    /// <summary>For every rpc a request about them; an rpc that is missing keeps the matrix from passing, so nobody forgets it.</summary>
    public Dictionary<string, Func<IMessage>> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>Queries whose sum is another when anything was changed.</summary>
    public List<string> Counts { get; } = [];
}
