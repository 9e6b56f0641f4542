using System.Text.Json;
using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Disputes;
using Governance.Grid.Tests.Emergencies;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;
using Npgsql;
using static Governance.Grid.Tests.Communities.CommunitySteps;

namespace Governance.Grid.Tests.Communities;

/// <summary>What becomes of disputes and their figures.</summary>
public sealed partial class CarryingOutAReorganization
{
    [Fact]
    public async Task Disputes_that_are_not_over_go_along_and_what_is_over_stays_where_it_was()
    {
        var (_, a, b) = await NewTown();
        var grid = await app.NewGrid(b);
        var (open, settled, over) = (await app.NewDispute(grid.Code), await app.SettledDispute(b), await app.NewDispute(b));
        await County.Disputes.WithdrawDisputeAsync(new() { RequestId = NewId(), Id = over.Id, Reason = "双方和解" });
        var plan = await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var successor = plan.Successors[0].Code;
        var moved = await County.Disputes.GetDisputeAsync(new() { Id = open.Id });
        Assert.Equal((successor + "001", open.LevelDueTime), (moved.GridCode, moved.LevelDueTime));
        Assert.Equal([settled.Id, open.Id], (await County.Disputes.ListDisputesAsync(new() { DivisionCode = successor })).Disputes.Select(d => d.Id));
        Assert.Equal([over.Id], (await County.Disputes.ListDisputesAsync(new() { DivisionCode = b })).Disputes.Select(d => d.Id));
        Assert.Equal([$"{grid.Code} {successor}001"], await app.QueryAll<string>("select payload->>'formerArea' || ' ' || area from events where aggregate_id = $1 and type like '%.DisputeMoved'", Guid.Parse(open.Id)));
        // Who still has the old code is served all the same.
        Assert.Equal(successor, (await app.As("town-clerk", "510104").Disputes.OpenDisputeAsync(DisputeSteps.Quarrel(b))).DivisionCode);
    }

    [Fact]
    public async Task Figures_of_disputes_stay_where_they_were_taken_in_or_follow_the_boundary_of_today()
    {
        var (town, a, b) = await NewTown();
        await app.NewDispute(a);
        await app.SettledDispute(b);
        await County.Disputes.WithdrawDisputeAsync(new() { RequestId = NewId(), Id = (await app.NewDispute(b)).Id, Reason = "双方和解" });
        var now = app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime;
        async Task<DisputeFigures> Figures(string division, bool today = false) => await County.Disputes.GetDisputeFiguresAsync(new()
        {
            DivisionCode = division, FromDate = DisputeSteps.Day(DateOnly.FromDateTime(now.AddDays(-1))), ToDate = DisputeSteps.Day(DateOnly.FromDateTime(now)), ByCurrentBoundary = today,
        });
        static (string, long, long, long) Row(DisputeFigureRow row) => (row.DivisionCode, row.OpenedCount, row.SettledCount, row.OpenCount);
        var before = await Figures(town);
        Assert.Equal([(a, 1, 0, 1), (b, 2, 1, 0)], before.Children.Select(Row));
        var successor = (await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")))).Successors[0].Code;

        var after = await Figures(town);
        Assert.Equal(before.Total, after.Total);
        Assert.Equal([(a, 1, 0, 0), (b, 2, 1, 0), (successor, 0, 0, 1)], after.Children.Select(Row));
        var current = await Figures(town, today: true);
        Assert.Equal(before.Total, current.Total);
        Assert.Equal([(successor, 3, 1, 1)], current.Children.Select(Row));
        // The community alone, with and without what its predecessors had.
        Assert.Equal([(successor, 0, 0, 1), (successor, 3, 1, 1), (b, 2, 1, 0)], new[] { await Figures(successor), await Figures(successor, today: true), await Figures(b) }.Select(f => Row(f.Total)));
    }
}
