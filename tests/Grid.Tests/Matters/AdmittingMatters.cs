using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Matters;

/// <summary>Grids do only what the county has admitted, for what it pays, as long as it holds.</summary>
public sealed class AdmittingMatters(GridApp app) : IClassFixture<GridApp>
{
    private const string County = "510104", Town = "510104017";

    private GridCaller Centre => app.As("county-centre", County);

    private GridCaller Clerk => app.As("town-clerk", Town);

    [Fact]
    public async Task What_is_not_admitted_is_put_on_no_grid()
    {
        var matter = await Ask();
        Assert.Equal((MatterState.Requested, 0, ""), (matter.State, matter.FeeFen, matter.EndDate));
        await Refused(StatusCode.FailedPrecondition, "MATTER_NOT_ADMITTED", () => Assign(matter, Town));
        await Refused(StatusCode.FailedPrecondition, "MATTER_REQUESTED_BY_YOU", () => app.As("county-centre", County, subject: "the-asker").Matters.AdmitMatterAsync(Admission(matter)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => Clerk.Matters.AdmitMatterAsync(Admission(matter)));

        var refused = await Centre.Matters.RefuseMatterAsync(new() { RequestId = NewId(), Id = matter.Id, Reason = "应由部门自行办理" });
        Assert.Equal((MatterState.Refused, "应由部门自行办理"), (refused.State, refused.RefuseReason));
        await Refused(StatusCode.FailedPrecondition, "MATTER_NOT_ADMITTED", () => Assign(matter, Town));
        await Refused(StatusCode.FailedPrecondition, "MATTER_DECIDED", () => Centre.Matters.AdmitMatterAsync(Admission(matter)));
    }

    [Fact]
    public async Task What_is_admitted_is_put_on_grids_once_a_place_until_its_last_day()
    {
        var matter = await Ask();
        var admitted = await Centre.Matters.AdmitMatterAsync(Admission(matter, "2026-03-10"));
        Assert.Equal((MatterState.Admitted, 12_000, "2026-03-10"), (admitted.State, admitted.FeeFen, admitted.EndDate));
        // A town reads what its county has admitted; the next county does not.
        Assert.Contains((await Clerk.Matters.ListMattersAsync(new() { OnlyState = MatterState.Admitted })).Matters, m => m.Id == matter.Id);
        Assert.DoesNotContain((await app.As("town-clerk", "510105001").Matters.ListMattersAsync(new())).Matters, m => m.Id == matter.Id);

        var grid = await app.NewGrid();
        var tries = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try { return (await Assign(matter, grid.Code)).Id; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Equal(4, tries.Count(t => t == "MATTER_ASSIGNED"));
        await Assign(matter, Town);
        Assert.Equal(2, (await Clerk.Matters.ListMatterAssignmentsAsync(new() { MatterId = matter.Id })).Assignments.Count);
        Assert.Equal(grid.Code, Assert.Single((await Clerk.Matters.ListMatterAssignmentsAsync(new() { MatterId = matter.Id, DivisionCode = SmallMap.Community })).Assignments).DivisionCode);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Clerk.Matters.AssignMatterAsync(new() { RequestId = NewId(), MatterId = matter.Id, DivisionCode = "510104018" }));
        await WrongFields(() => Clerk.Matters.AssignMatterAsync(new() { RequestId = NewId(), MatterId = matter.Id, DivisionCode = "510105001" }), "division_code");

        app.Clock.Advance(TimeSpan.FromDays(6));
        await Assign(matter, SmallMap.Community);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "MATTER_NOT_ADMITTED", () => Assign(matter, "510104017002"));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        await WrongFields(() => Centre.Matters.RequestMatterAsync(new() { RequestId = NewId(), DivisionCode = Town }), "division_code", "unit_code", "name", "text");
        await WrongFields(() => Centre.Matters.AdmitMatterAsync(new() { RequestId = NewId(), FeeFen = -1, EndDate = "2026-03-03" }), "id", "fee_fen", "end_date");
        await WrongFields(() => Centre.Matters.RefuseMatterAsync(new() { RequestId = NewId() }), "id", "reason");
        await WrongFields(() => Centre.Matters.AssignMatterAsync(new() { RequestId = NewId(), DivisionCode = "510104017001999" }), "matter_id", "division_code");
    }

    private async Task<Matter> Ask() => await app.As("county-centre", County, subject: "the-asker").Matters.RequestMatterAsync(new()
    {
        RequestId = NewId(), DivisionCode = County, UnitCode = Appeals.Unit, Name = "燃气隐患排查", Text = "每季度入户排查一次",
    });

    private async Task<MatterAssignment> Assign(Matter matter, string division) => await Clerk.Matters.AssignMatterAsync(new() { RequestId = NewId(), MatterId = matter.Id, DivisionCode = division });

    private static AdmitMatterRequest Admission(Matter matter, string endDate = "2026-12-31") => new() { RequestId = NewId(), Id = matter.Id, FeeFen = 12_000, EndDate = endDate };
}
