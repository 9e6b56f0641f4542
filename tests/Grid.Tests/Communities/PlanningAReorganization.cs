using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;
using static Governance.Grid.Tests.Communities.CommunitySteps;

namespace Governance.Grid.Tests.Communities;

/// <summary>Nothing moves before the county has spoken. Each test uses communities of its own.</summary>
public sealed class PlanningAReorganization(GridApp app) : IClassFixture<GridApp>
{
    private GridCaller Town(string code, string? subject = null) => app.As("town-clerk", code[..9], subject: subject);

    private GridCaller County => app.As("county-centre", "510104");

    [Fact]
    public async Task A_town_plans_and_somebody_else_of_the_county_approves()
    {
        string[] sources = ["510104018001", "510104018002"];
        var planner = Town(sources[0], "the-planner");
        var plan = await planner.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Merge, sources, Becomes("观音东怡社区")));

        Assert.Equal(("510104018", ReorganizationState.Planned, null), (plan.DivisionCode, plan.State, plan.Moved));
        Assert.Equal(("510104018008", "观音东怡社区"), (plan.Successors[0].Code, plan.Successors[0].Name));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => planner.Reorganizations.ApproveReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }));
        // The right permission for too small an area is no county.
        await Refused(StatusCode.PermissionDenied, "COUNTY_MUST_DECIDE", () => app.As("county-centre", "510104018").Reorganizations.ApproveReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }));
        await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_PLANNED_BY_YOU",
            () => app.As("county-centre", "510104", subject: "the-planner").Reorganizations.ApproveReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }));
        await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_NOT_APPROVED", () => County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }));

        var approved = await County.Reorganizations.ApproveReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id, Etag = plan.Etag });
        Assert.Equal(ReorganizationState.Approved, approved.State);
        await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_NOT_PLANNED", () => County.Reorganizations.ApproveReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }));
        await Refused(StatusCode.NotFound, "REORGANIZATION_NOT_FOUND", () => app.As("county-centre", "510105").Reorganizations.GetReorganizationAsync(new() { Id = plan.Id }));
        await Refused(StatusCode.NotFound, "REORGANIZATION_NOT_FOUND", () => Town("510104017001").Reorganizations.PreviewReorganizationAsync(new() { Id = plan.Id }));
        Assert.Contains((await planner.Reorganizations.ListReorganizationsAsync(new() { OnlyState = ReorganizationState.Approved })).Reorganizations, r => r.Id == plan.Id);

        // The code is promised: the next plan gets another, and nobody can name it.
        var next = await planner.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Merge, sources, Becomes("另一个名字")));
        Assert.Equal("510104018009", next.Successors[0].Code);
        var told = await Refused(StatusCode.AlreadyExists, "COMMUNITY_CODE_TAKEN", () => planner.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Merge, sources, Becomes("又一个", "510104018008"))));
        Assert.Equal("510104018008", told.Facts["codes"]);

        await planner.Reorganizations.WithdrawReorganizationAsync(new() { RequestId = NewId(), Id = next.Id, Reason = "重新研究" });
        await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_ENDED", () => planner.Reorganizations.WithdrawReorganizationAsync(new() { RequestId = NewId(), Id = next.Id, Reason = "重新研究" }));
        await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_ENDED", () => planner.Reorganizations.PreviewReorganizationAsync(new() { Id = next.Id }));
    }

    [Fact]
    public async Task The_preview_counts_what_would_move_and_moves_nothing()
    {
        string[] sources = ["510104019001", "510104019002"];
        await app.NewGrid(sources[0]);
        var (grid, worker) = (await app.NewGrid(sources[1]), await app.NewWorker(sources[1]));
        await Town(sources[1]).Workers.AssignWorkerAsync(new() { RequestId = NewId(), GridCode = grid.Code, WorkerId = worker.Id, Reason = "到岗" });
        await app.AsResident(sources[1]).Calls.OpenCallAsync(Appeals.Appeal(place: grid.Code));
        var closed = await app.AsResident(sources[1], "withdraws").Calls.OpenCallAsync(Appeals.Appeal(place: sources[1]));
        await app.AsResident(sources[1], "withdraws").Calls.WithdrawCallAsync(new() { Id = closed.Id, Reason = "已经解决" });
        var plan = await Town(sources[0]).Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Merge, sources, Becomes("", sources[0])));
        Assert.Equal("晨辉社区居委会", plan.Successors[0].Name);
        var before = await app.Query<long>("select count(*) from events");

        var preview = await Town(sources[0]).Reorganizations.PreviewReorganizationAsync(new() { Id = plan.Id });

        // The first community stays with all it has.
        var move = Assert.Single(preview.Moves);
        Assert.Equal((sources[1], sources[0]), (move.FromCode, move.ToCode));
        Assert.Equal(new ReorganizationCounts { GridCount = 1, WorkerCount = 1, CallCount = 1, HouseholdCount = 320 }, move.Counts);
        Assert.Equal(move.Counts, preview.Total);
        Assert.Equal(before, await app.Query<long>("select count(*) from events"));
    }

    [Fact]
    public async Task Every_wrong_field_of_a_plan_is_named()
    {
        var town = Town("510104019001");
        Task<Told> Wrong(PlanReorganizationRequest request, params string[] fields) => WrongFields(() => town.Reorganizations.PlanReorganizationAsync(request), fields);
        await Wrong(Plan(ReorganizationKind.Merge, ["510104019001"], Becomes("")), "source_codes", "successors[0].name");
        await Wrong(Plan(ReorganizationKind.Merge, ["510104019001", "510104019001", "510105001001", "51"], Becomes("甲"), Becomes("乙")),
            "source_codes[1]", "source_codes[2]", "source_codes[3]", "successors");
        await Wrong(Plan(ReorganizationKind.Rename, ["510104019001"], Becomes("甲", "510104019099")), "successors[0].code");
        await Wrong(Plan(ReorganizationKind.Convert, ["510104019001"], new ReorganizationSuccessor { Name = "甲", Kind = CommunityKind.Village }), "source_codes[0]", "successors[0].kind");
        await Wrong(Plan(ReorganizationKind.Split, ["510104019001"], Becomes("甲", "", "510104019002001", "51"), Becomes("乙", "510105001009")),
            "successors[0].grid_codes[0]", "successors[0].grid_codes[1]", "successors[1].code");
        await Wrong(Plan(ReorganizationKind.Split, ["510104019001"], Becomes("甲"), Becomes("乙", "", "510104019001777")), "successors[1].grid_codes[0]");
        await Wrong(Plan(ReorganizationKind.Merge, ["510104019001", "510104019002"], Becomes("甲", "", "510104019001001")), "successors[0].grid_codes");
        var empty = new PlanReorganizationRequest { RequestId = NewId() };
        await Wrong(empty, "kind", "source_codes", "successors", "reason");
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => town.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Merge, ["510104019001", "510104018001"], Becomes("甲"))));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => town.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Rename, ["510104019999"], Becomes("甲"))));
        await Refused(StatusCode.AlreadyExists, "COMMUNITY_CODE_TAKEN", () => town.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Merge, ["510104019001", "510104019002"], Becomes("甲", "510104019003"))));
    }
}
