using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Communities;
using Governance.Grid.Tests.Disputes;
using Governance.Grid.Tests.Emergencies;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;

namespace Governance.Grid.Tests.Access;

/// <summary>
/// One row of every kind in <see cref="SmallMap.Community"/>, and for every rpc a request about them that is right in every field, filled in by the names of the
/// fields. A new field whose name is not known here keeps the matrix from passing, so nobody forgets it.
/// </summary>
internal sealed class Scene
{
    public const string Owner = "the-resident-who-appealed", Unit = Appeals.Unit;

    // A profile shows nothing that is not printed on the map but its figures; this name stands in no map.
    private const string ProfileMark = "已撤并的某某镇";

    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    private Scene(Call call, Call other, Whistle whistle, V1.Grid grid, Worker worker, Worker successor, Reorganization plan, InEmergency emergency, OnTheGround ground, string dispute, InService service)
    {
        Ids = new(StringComparer.Ordinal) { ["Calls"] = call.Id, ["Whistles"] = whistle.Id, ["Workers"] = worker.Id, ["Reorganizations"] = plan.Id, ["EmergencyPlans"] = emergency.Plan, ["Emergencies"] = emergency.Emergency, ["Supplies"] = emergency.Shelter, ["Cadres"] = ground.Cadre, ["Matters"] = ground.Asked, ["Disputes"] = dispute, ["Facilities"] = service.Facility, ["Appraisals"] = service.Round, ["Surveys"] = service.Survey };
        Codes = new(StringComparer.Ordinal) { ["Grids"] = grid.Code, ["Divisions"] = SmallMap.Community, ["Communities"] = SmallMap.Community, ["Reorganizations"] = plan.SourceCodes[0], ["Facilities"] = "源-1" };
        callBack = service.CallBack;
        Marks = [call.Id, call.Number, other.Id, whistle.Id, grid.Code, worker.Id, successor.Id, plan.Id, ProfileMark, emergency.Plan, emergency.Emergency, emergency.Shelter, emergency.Supply, emergency.Drill, ground.Cadre, ground.Asked, ground.Admitted, ground.Assignment, dispute, service.Facility, service.Round, service.Survey, service.CallBack];
        foreach (var (field, value) in new (string, object)[]
        {
            ("call_id", other.Id), ("into_id", other.Id), ("grid_code", grid.Code), ("worker_id", successor.Id), ("unit_code", Unit), ("category_code", "0201"),
            ("place_code", SmallMap.Community), ("community_code", SmallMap.Community), ("division_code", SmallMap.Community[..9]), ("parent_code", SmallMap.Community[..9]),
            ("root_code", SmallMap.Community), ("subject", "zhang"), ("phone", "13811112222"), ("name", "网格甲"), ("from_date", "2026-03-01"), ("to_date", "2026-03-31"), ("date", "2026-10-01"),
            ("year", 2026), ("page_size", 500), ("working_days", 1), ("score", 4), ("household_count", 5), ("building_count", 1), ("states", CallState.Dispatched), ("kinds", "CallOpened"),
            ("text", "路灯不亮已经三天"), ("reason", "核实情况后办理"), ("purpose", "回访核实地点"), ("resolution", "已经修好路灯"), ("findings", "已经上门回访"), ("comment", "满意"),
            ("remark", "办结"), ("result", "已经到场处理"), ("task", "到场处理"), ("duties", "每日巡查"), ("attachments", "file-1"), ("rectified", true), ("latitude", 30.6505), ("longitude", ground.West + 0.0005),
            ("resident_count", 4_800), ("square_kilometres", 0.7), ("service_square_metres", 310d), ("service_share", 0.13), ("farmland_share", 0d), ("demolished_share", 0d), ("charter_filed", true),
            ("convention_filed", true), ("source_codes", plan.SourceCodes[0]),
            ("plan_id", emergency.Plan), ("emergency_id", emergency.Emergency), ("shelter_id", emergency.Shelter), ("supply_id", emergency.Supply), ("measures", "转移群众"), ("participant_count", 30),
            ("level", 2), ("summary", "险情解除"), ("checked_household_count", 5), ("away_household_count", 1), ("help_household_count", 1), ("complete", true), ("address", "某路一号"), ("capacity", 200),
            ("facts", "楼上漏水，多次协商不成"), ("docking_number", "移字12号"), ("agreement", "十日内修好管道"), ("sign_date", "2026-03-04"), ("perform_by_date", "2026-03-20"), ("identity_number", "51010419880102123X"), ("since_date", "2026-12-01"), ("square_metres", 310d), ("weekdays", 6), ("opens_at", "09:00"), ("closes_at", "17:00"), ("off_hours", true), ("round_id", service.Round), ("from_code", SmallMap.Community), ("about_code", SmallMap.Community[..9]),
            ("points", 5), ("most_points", 10), ("survey_id", service.Survey), ("sample_size", 20), ("seed", "开奖号码258"), ("reached", true), ("measure", "箱"), ("geo_json", ground.GeoJson), ("outline_geo_json", ground.GeoJson), ("matter_id", ground.Admitted), ("fee_fen", 12_000L), ("end_date", "2026-12-31"), ("amount", 1), ("least_amount", 10),
        })
        {
            values[field] = value;
        }
    }

    /// <summary>What an answer to somebody who may not see these rows must not contain.</summary>
    public IReadOnlyList<string> Marks { get; }

    private Dictionary<string, string> Ids { get; }

    private Dictionary<string, string> Codes { get; }

    public static async Task<Scene> SetAsync(GridApp app)
    {
        var resident = app.AsResident(subject: Owner);
        var (call, other) = (await resident.Calls.OpenCallAsync(Appeals.Appeal()), await resident.Calls.OpenCallAsync(Appeals.Appeal()));
        foreach (var opened in (Call[])[call, other])
        {
            await app.Clerk(Unit).Calls.AcceptCallAsync(new() { Id = opened.Id });
            await app.Clerk(Unit).Calls.StartCallAsync(new() { Id = opened.Id });
        }
        var whistle = await app.Centre().Whistles.BlowWhistleAsync(new() { CallId = call.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Unit, Task = "到场" } } });
        var (grid, worker, successor) = (await app.NewGrid(), await app.NewWorker(), await app.NewWorker());
        await app.Centre().Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { new Community
        {
            Code = SmallMap.Community, Kind = CommunityKind.Urban, HouseholdCount = 1_700, Seat = CommunitySeat.AbolishedTown, AbolishedTown = ProfileMark,
        } } });
        var plan = await app.As("town-clerk", SmallMap.Community[..9], subject: "the-planner").Reorganizations.PlanReorganizationAsync(
            CommunitySteps.Plan(ReorganizationKind.Rename, [SmallMap.Community], CommunitySteps.Becomes($"网格社区{Interlocked.Increment(ref scenes)}")));
        return new Scene(call, other, whistle, grid, worker, successor, plan, await InEmergency.SetAsync(app), await OnTheGround.SetAsync(app, grid), (await app.NewDispute(SmallMap.Community, DisputeRisk.High)).Id, await InService.SetAsync(app));
    }

    private static int scenes;

    private readonly string callBack;
    private CallSource source;

    /// <summary>A request of this rpc about the rows of the scene, as somebody of this role would write it.</summary>
    public IMessage RequestFor(MethodDescriptor rpc, string role)
    {
        source = role == "resident" ? CallSource.Online : role.StartsWith("scope/", StringComparison.Ordinal) ? CallSource.Agency : CallSource.GridWorker;
        return Fill(EveryRpc.NewRequest(rpc), rpc);
    }

    private IMessage Fill(IMessage message, MethodDescriptor rpc)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            // Empty is right for these in every request, and what narrows a list would hide what is to be looked for.
            if (field.Name is "request_id" or "etag" or "page_token" or "resume_token" or "name_prefix" or "show_closed" or "show_released" or "short_only" or "only_hazard" or "validate_only" or "show_left" or "show_retired" or "unassigned_only"
                or "open_only" or "overdue_only" or "queue_only" or "opened_from" or "opened_before" or "states" or "kinds" or "category_hint" or "responsible_worker_id" or "only_kind" or "only_state" or "only_risk" or "only_level" or "waiting_only" or "unreported_only" or "follow_up_due_only" or "grid_codes" or "division_codes" or "types" or "from_now" or "until_now" or "seat" or "abolished_town" or "successor_code" or "former_code"
                || (rpc.Name.StartsWith("List", StringComparison.Ordinal) && field.Name is "category_code" or "call_id")
                || (field.Name == "level" && field.FieldType == FieldType.Enum)
                || field.Name.EndsWith("_time", StringComparison.Ordinal)) continue;
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                if (field.FieldType == FieldType.Message) list.Add(Fill((IMessage)Activator.CreateInstance(field.MessageType.ClrType)!, rpc));
                else list.Add(ValueOf(field, rpc));
                continue;
            }
            field.Accessor.SetValue(message, ValueOf(field, rpc));
        }
        return message;
    }

    private object ValueOf(FieldDescriptor field, MethodDescriptor rpc) => field switch
    {
        { FieldType: FieldType.Message } when field.MessageType.FullName == FieldMask.Descriptor.FullName => new FieldMask { Paths = { rpc.Name is "UpdateEmergencyPlan" or "UpdateShelter" or "UpdateFacility" ? "name" : "household_count" } },
        { FieldType: FieldType.Message } => Fill((IMessage)Activator.CreateInstance(field.MessageType.ClrType)!, rpc),
        { Name: "source" } => source,
        { FieldType: FieldType.Enum } => System.Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[1].Number),
        { Name: "id" } when rpc.Name == "RecordCallBack" => callBack,
        { Name: "to_date" } when rpc.Name == "DrawSurvey" => "2026-03-02",
        { Name: "id" } => Ids[rpc.Service.Name],
        // A grid to create has no code yet.
        { Name: "code" } when rpc.Name == "CreateGrid" => "",
        { Name: "code" } => Codes[rpc.Service.Name],
        // A plan of the community holds there; a shelter stands in it, and its supplies need no place of their own.
        { Name: "division_code" } when rpc.Name is "ListEmergencyPlans" or "CreateEmergencyPlan" or "RecordDrill" or "ActivateEmergency" or "GetEmergencyProgress" or "CreateShelter" or "CreateFacility" or "ImportFacilities" => SmallMap.Community,
        { Name: "division_code" } when rpc.Name == "CreateSupply" => "",
        { Name: "division_code" } when rpc.Name is "RequestMatter" or "SetDisputeLimit" or "PublishQuestionnaire" or "OpenAppraisalRound" => "510104",
        { Name: "perform_by_date" } when rpc.Name == "FollowUpDispute" => "",
        { Name: "emergency_id" } when rpc.Name == "PostSupply" => "",
        { Name: "date" } when rpc.Name == "RecordDrill" => "2026-03-03",
        { Name: "working" or "by_current_boundary" } => false,
        { Name: "complete_reason" } => "其余住户已撤离",
        _ => values.TryGetValue(field.Name, out var value) ? value : throw new InvalidOperationException($"{rpc.FullName}: say in Scene what {field.Name} is to be"),
    };
}

/// <summary>An emergency of the community, with what belongs to it; ids.</summary>
internal sealed record InEmergency(string Plan, string Emergency, string Shelter, string Supply, string Drill)
{
    public static async Task<InEmergency> SetAsync(GridApp app)
    {
        var centre = app.As("county-centre", "510104");
        // One is active at a time; that of the scene before is over.
        foreach (var before in (await centre.Emergencies.ListEmergenciesAsync(new() { OnlyState = EmergencyState.Active })).Emergencies)
        {
            await centre.Emergencies.DeactivateEmergencyAsync(new() { RequestId = NewId(), Id = before.Id, Summary = "险情解除" });
        }
        var plan = await centre.EmergencyPlans.CreateEmergencyPlanAsync(EmergencySteps.PlanToMake(SmallMap.Community));
        var emergency = await centre.Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = SmallMap.Community, Level = 2, Reason = "河水上涨" });
        var drill = await centre.EmergencyPlans.RecordDrillAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = SmallMap.Community, Date = "2026-03-03", ParticipantCount = 30 });
        var shelter = await centre.Supplies.CreateShelterAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Name = "社区广场", Capacity = 300 });
        var supply = await centre.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), ShelterId = shelter.Id, Name = "饮用水", Measure = "箱" });
        await centre.Supplies.PostSupplyAsync(new() { RequestId = NewId(), SupplyId = supply.Id, Kind = SupplyPostingKind.Received, Amount = 10 });
        return new(plan.Id, emergency.Id, shelter.Id, supply.Id, drill.Id);
    }
}

/// <summary>Where the grid lies, who backs it, and what it is asked to do; ids.</summary>
internal sealed record OnTheGround(double West, string GeoJson, string Cadre, string Asked, string Admitted, string Assignment)
{
    private static int grounds;

    public static async Task<OnTheGround> SetAsync(GridApp app, V1.Grid grid)
    {
        var centre = app.As("county-centre", "510104");
        // No two scenes want the same ground.
        var west = 104 + Interlocked.Increment(ref grounds) * 0.01;
        string Corner(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"[{west + x:0.0000},{30.65 + y:0.0000}]");
        var geoJson = $"{{\"type\":\"Polygon\",\"coordinates\":[[{Corner(0, 0)},{Corner(0.001, 0)},{Corner(0.001, 0.001)},{Corner(0, 0.001)},{Corner(0, 0)}]]}}";
        await centre.Boundaries.SetBoundaryAsync(new() { RequestId = NewId(), GridCode = grid.Code, GeoJson = geoJson });
        var cadre = await centre.Cadres.AssignCadreAsync(new() { RequestId = NewId(), GridCode = grid.Code, Kind = CadreKind.Community, Name = "周书记", Phone = "13800001111" });
        async Task<Matter> Ask() => await centre.Matters.RequestMatterAsync(new() { RequestId = NewId(), DivisionCode = "510104", UnitCode = Appeals.Unit, Name = "燃气隐患排查", Text = "每季度入户一次" });
        var (asked, admitted) = (await Ask(), await Ask());
        await app.As("county-centre", "510104").Matters.AdmitMatterAsync(new() { RequestId = NewId(), Id = admitted.Id, FeeFen = 5_000, EndDate = "2026-12-31" });
        var assignment = await centre.Matters.AssignMatterAsync(new() { RequestId = NewId(), MatterId = admitted.Id, DivisionCode = SmallMap.Community });
        return new(west, geoJson, cadre.Id, asked.Id, admitted.Id, assignment.Id);
    }
}
