using System.Text;
using Google.Protobuf.Reflection;
using Governance.Grid.Tests.Grids;
using Grpc.Core;

namespace Governance.Grid.Tests.Access;

/// <summary>Every rpc × every role that is granted it × areas of every level, about rows of one community: outside nothing is seen or changed, inside all is.</summary>
public sealed class WhereTheyMay(GridApp app) : IClassFixture<GridApp>
{
    private static readonly EveryRpc Rpcs = new("grid");
    private static readonly string[] Outside = ["", "510105", SmallMap.NextCounty, SmallMap.OtherTown[..9], SmallMap.OtherTown, SmallMap.Community + "998", "52", "5107", "0", "51010", "5101040170019"];
    private static readonly string[] Inside = ["51", "5101", "510104", SmallMap.Community[..9]];

    // What they tell is printed for everybody: the map, the categories and units, the calendar.
    private static readonly HashSet<string> Nationwide =
    [
        "grid.divisions.read", "grid.categories.read", "grid.calendar.read", "grid.calendar.import",
    ];

    // These name a place of the map, which is no secret, and no row.
    private static readonly HashSet<string> NameAPlace = ["OpenCall", "CreateGrid", "EnterWorker", "SetDispatchRules", "ImportDivisions", "CreateEmergencyPlan", "RecordDrill", "ActivateEmergency", "CreateShelter", "RequestMatter", "AssignMatter", "OpenDispute", "SetDisputeLimit", "CreateFacility", "PublishQuestionnaire", "OpenAppraisalRound"];

    // A plan holds, and an emergency is, for the divisions below too: they are told, and may change nothing.
    private static readonly Dictionary<string, string> ToldBelow = new()
    {
        ["GetEmergencyPlan"] = SmallMap.Community, ["ListEmergencyPlans"] = SmallMap.Community, ["GetEmergency"] = SmallMap.Community, ["ListEmergencies"] = SmallMap.Community,
        ["GetEmergencyProgress"] = SmallMap.Community, ["ListMatters"] = "510104", ["ListAppraisalRounds"] = "510104", ["GetAppraisalResults"] = "510104",
    };

    // A matter is the county's: a town that holds the permission by mistake has none of its own.
    private static readonly HashSet<string> OfTheCounty = ["RequestMatter", "AdmitMatter", "RefuseMatter", "SetDisputeLimit", "PublishQuestionnaire", "OpenAppraisalRound", "PublishAppraisalRound"];

    // A table is refused with every wrong row at once: one that is not theirs in the same words as one of a place that does not exist.
    private static readonly HashSet<string> NameRows = ["ImportCommunities"];

    // Lists of rows: inside, a row of the scene must be among them.
    private static readonly HashSet<string> Lists = ["ListCalls", "ListWhistles", "ListGrids", "ListWorkers", "ListCommunities", "ListReorganizations", "ListEmergencyPlans", "ListDrills", "ListEmergencies", "ListHouseholdChecks", "ListShelters", "ListSupplies", "ListSupplyPostings",
        "ListBoundaries", "ListCadres", "ListMatters", "ListMatterAssignments", "ListDisputes", "ListFacilities", "ListAppraisalRounds", "ListSurveys", "ListCallBacks"];

    // The county's word: a town that holds the permission is told so, and only what it may see anyway.
    private static readonly HashSet<string> CountyDecides = ["ApproveReorganization", "CarryOutReorganization"];

    public static TheoryData<string> Roles => [.. Rpcs.Roles.Keys];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Outside_nothing_is_seen_and_nothing_is_changed(string role)
    {
        var scene = await Scene.SetAsync(app);
        var before = await StateAsync();
        var wrong = new List<string>();
        var looked = 0;
        foreach (var rpc in Granted(role))
        {
            var request = scene.RequestFor(rpc, role);
            foreach (var area in Outside)
            {
                looked++;
                var answer = await EveryRpc.CallAsync(Stranger(role, rpc, area), rpc, request);
                // Not even "that is not yours": a reason would tell that the row is there.
                if (answer.Code is not (StatusCode.OK or StatusCode.NotFound) && !(answer.Reason == "AREA_NOT_YOURS" && NameAPlace.Contains(rpc.Name)) && !(answer.Reason == "INVALID_FIELDS" && NameRows.Contains(rpc.Name))) wrong.Add($"{EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                var body = Encoding.UTF8.GetString(answer.Body);
                if (ToldBelow.TryGetValue(rpc.Name, out var told) && area.StartsWith(told, StringComparison.Ordinal)) continue;
                if (scene.Marks.Any(mark => body.Contains(mark, StringComparison.Ordinal))) wrong.Add($"{EveryRpc.NameOf(rpc)} with area '{area}' shows what is not theirs");
            }
            if (await StateAsync() is var after && after != before)
            {
                wrong.Add($"{EveryRpc.NameOf(rpc)} changed {before} into {after}");
                before = after;
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(looked > 0 || Granted(role).Count == 0);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Inside_the_same_requests_are_answered(string role)
    {
        var scene = await Scene.SetAsync(app);
        var wrong = new List<string>();
        // Lists first, as long as the rows are as they were set.
        foreach (var rpc in Granted(role).OrderByDescending(rpc => Lists.Contains(rpc.Name)).ThenBy(rpc => rpc.Name == "ClearBoundary"))
        {
            var request = scene.RequestFor(rpc, role);
            foreach (var area in Inside.Where(a => a.Length <= 6 || !OfTheCounty.Contains(rpc.Name)))
            {
                var answer = await EveryRpc.CallAsync(Insider(role, rpc, area), rpc, request);
                // A state may forbid it (the step was taken at the level before, or by another rpc); that the row is not there or the request is wrong would make the other test worthless.
                if (CountyDecides.Contains(rpc.Name) && area.Length > 6)
                {
                    if (answer.Reason != "COUNTY_MUST_DECIDE") wrong.Add($"{EveryRpc.NameOf(rpc)} with area '{area}': {answer}");
                }
                else if (answer.Code is not (StatusCode.OK or StatusCode.FailedPrecondition or StatusCode.AlreadyExists))
                {
                    wrong.Add($"{EveryRpc.NameOf(rpc)} with area '{area}': {answer.Details}");
                }
                if (Lists.Contains(rpc.Name) && !scene.Marks.Any(mark => Encoding.UTF8.GetString(answer.Body).Contains(mark, StringComparison.Ordinal)))
                {
                    wrong.Add($"{EveryRpc.NameOf(rpc)} with area '{area}' does not show what is theirs");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task When_every_role_has_done_its_work_what_the_feed_tells_of_it_is_what_there_is()
    {
        foreach (var role in Rpcs.Roles.Keys) await Inside_the_same_requests_are_answered(role);
        // The roles retire every grid of the scene, and with it its worker goes; one stays.
        var (grid, worker) = (await app.NewGrid(SmallMap.OtherTown), await app.NewWorker(SmallMap.OtherTown));
        await app.Town(SmallMap.OtherTown[..9]).Workers.AssignWorkerAsync(new() { RequestId = NewId(), GridCode = grid.Code, WorkerId = worker.Id, Reason = "新设网格" });
        await Feed.Nouns.All.HoldAsync(app);
        // A reader who does not know of an end, or of a unit that has come, counts otherwise than the database.
        var forgetful = new EveryNoun("grid", [new("Emergencies", "select id::text, area, case when ended_at is null then 'EmergencyActivated' else 'EmergencyDeactivated' end from emergencies", "EmergencyActivated")], [], []);
        Assert.NotEmpty(await forgetful.CompareAsync(app));
    }

    [Fact]
    public void A_room_or_an_event_that_nobody_has_named_is_noticed() =>
        Assert.Equal(["room Boards has no noun here", "there is no room Gone that keeps anything", "event CallClosed tells of no noun here", "there is no event CallOpend", "there is no event Nothing*"],
            new EveryNoun("grid", [new("Calls", "select 1", "CallOpend")], new() { ["Gone"] = "?" }, new() { ["Nothing*"] = "?", ["CallOpened"] = "?" }).Unnamed(["Calls", "Boards"], ["CallOpened", "CallClosed"]));

    private static List<MethodDescriptor> Granted(string role) => [.. Rpcs.All.Where(rpc => Rpcs.Reach(role, rpc) is not null && !Nationwide.Contains(EveryRpc.PermissionOf(rpc)))];

    // A reach of own or unit has two borders: the stranger of the one is inside the other.
    private GridCaller Stranger(string role, MethodDescriptor rpc, string area) => Rpcs.Reach(role, rpc) switch
    {
        "own" => app.WithRole(role, area.Length == 0 ? "510105" : area, subject: "another-person"),
        "unit" => app.WithRole(role, area, Scene.Unit),
        _ => app.WithRole(role, area, Scene.Unit, Scene.Owner),
    };

    private GridCaller Insider(string role, MethodDescriptor rpc, string area) => app.WithRole(role, area, Scene.Unit, Scene.Owner);

    private Task<string> StateAsync() => app.Query<string>("""
        select concat_ws(' ', (select sum(version) || '/' || count(*) from calls), (select sum(version) || '/' || count(*) from whistles),
          (select sum(version) || '/' || count(*) from grids), (select sum(version) || '/' || count(*) from workers), (select count(*) from assignments),
          (select sum(version) || '/' || count(*) from communities), (select sum(version) || '/' || count(*) from reorganizations),
          (select sum(version) || '/' || count(*) from emergency_plans), (select sum(version) || '/' || count(*) from emergencies), (select sum(version) || '/' || count(*) from household_checks),
          (select sum(version) || '/' || count(*) from grid_boundaries), (select sum(version) || '/' || count(*) from cadres), (select sum(version) || '/' || count(*) from matters),
          (select count(*) from matter_assignments), (select count(*) from drills), (select sum(version) || '/' || count(*) from shelters), (select sum(amount) || '/' || count(*) from supplies), (select count(*) from supply_postings),
          (select sum(version) || '/' || count(*) from disputes), (select count(*) from dispute_limits), (select sum(version) || '/' || count(*) from facilities), (select count(*) from questionnaires), (select sum(version) || '/' || count(*) from appraisal_rounds), (select count(*) from appraisal_sheets),
          (select count(*) from surveys), (select sum(version) || '/' || count(*) from call_backs), (select count(*) from dispatch_rules), (select count(*) from divisions where retired_at is null), (select count(*) from events))
        """);
}
