using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Regional;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Organizations;

public sealed class MovingOrganizations(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task Two_moves_at_once_that_would_put_each_below_the_other_leave_no_cycle()
    {
        var top = await app.NewTop();
        for (var round = 0; round < 10; round++)
        {
            var (a, b) = (await app.New(top, OrganizationKind.Committee), await app.New(top, OrganizationKind.Committee));
            var (under, over) = (await app.New(a, OrganizationKind.Committee), await app.New(b, OrganizationKind.Committee));
            var outcomes = await Task.WhenAll(Move(a, over), Move(b, under));
            Assert.Equal(["BELOW_ITSELF", "OK"], outcomes.Order());
        }
        Assert.Equal(0, await app.Query<long>("select count(*) from organizations o left join organizations p on p.id = o.parent_id where o.path <> coalesce(p.path, '') || replace(o.id::text, '-', '')"));
        Assert.Equal(41, (await app.Figures(top)).Committees);
    }

    [Fact]
    public async Task A_ring_of_moves_at_once_stays_a_tree_and_counts_stay_right()
    {
        var top = await app.NewTop();
        var ring = new List<Organization>();
        for (var i = 0; i < 6; i++) ring.Add(await app.New(top, OrganizationKind.Committee));
        for (var round = 0; round < 5; round++)
        {
            var outcomes = await Task.WhenAll(ring.Select((o, i) => Move(o, ring[(i + 1 + round % 2) % ring.Count])).Concat(ring.Take(2).Select(async o => { await app.New(o); return "OK"; })));
            Assert.Contains("BELOW_ITSELF", outcomes);
            Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "BELOW_ITSELF" }));
            await IsATree(top);
        }
    }

    [Fact]
    public async Task A_subtree_goes_whole_and_counts_where_it_is()
    {
        var top = await app.NewTop();
        var (from, to) = (await app.New(top, OrganizationKind.Committee), await app.New(top, OrganizationKind.Committee));
        var general = await app.New(from, OrganizationKind.GeneralBranch);
        await app.New(general);
        await app.New(await app.New(general), OrganizationKind.FunctionalGroup);
        var request = new MoveOrganizationRequest { RequestId = NewId(), Id = general.Id, ParentId = to.Id, Etag = general.Etag };
        var office = app.Office();
        var moved = await office.Organizations.MoveOrganizationAsync(request);
        Assert.Equal((to.Id, moved), (moved.ParentId, await office.Organizations.MoveOrganizationAsync(request)));
        var (left, come, all) = (await app.Figures(from), await app.Figures(to), await app.Figures(top));
        Assert.Equal((0, 0, 0), ((int)left.GeneralBranches, (int)left.Branches, (int)left.FunctionalGroups));
        Assert.Equal((1, 2, 1), ((int)come.GeneralBranches, (int)come.Branches, (int)come.FunctionalGroups));
        Assert.Equal((3, 1, 2, 1), ((int)all.Committees, (int)all.GeneralBranches, (int)all.Branches, (int)all.FunctionalGroups));
        await IsATree(top);

        await Refused(StatusCode.FailedPrecondition, "BELOW_ITSELF", () => office.Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = general.Id, ParentId = general.Id }));
        await Refused(StatusCode.FailedPrecondition, "KIND_NOT_BELOW", () => office.Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = from.Id, ParentId = general.Id }));
        var elsewhere = await app.NewTop("510105");
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_PARENT", () => app.Office("51").Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = general.Id, ParentId = elsewhere.Id }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => office.Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = general.Id, ParentId = elsewhere.Id }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => office.Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = general.Id, ParentId = from.Id, Etag = general.Etag }));
        var deep = from;
        for (var level = 3; level <= 9; level++) deep = await app.New(deep, OrganizationKind.Committee);
        await Refused(StatusCode.FailedPrecondition, "TOO_DEEP", () => office.Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = general.Id, ParentId = deep.Id }));
        Assert.Single(await app.Events("OrganizationMoved"), e => e.Contains(general.Id, StringComparison.Ordinal) && e.Contains(from.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leads_a_regional_committee_is_not_dissolved_and_a_merger_hands_it_over()
    {
        var region = await app.Region("510104018");
        var (office, successor) = (app.Office(), await app.NewTop());
        var request = Regions.ToAdmit(region);
        request.OrganizationId = region.OrganizationId;
        var unit = await app.Office("51").RegionalCommittees.AdmitUnitAsync(request);
        await Refused(StatusCode.FailedPrecondition, "LEADS_A_REGIONAL_COMMITTEE", () => office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = region.OrganizationId, Reason = "人员不足" }));
        await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = region.OrganizationId, IntoId = successor.Id, Reason = "社区合并" });
        var led = (await office.RegionalCommittees.ListRegionalCommitteesAsync(new() { DivisionCode = "510104018" })).Committees.Single(c => c.Id == region.Id);
        Assert.Equal((successor.Id, successor.Name), (led.OrganizationId, led.OrganizationName));
        Assert.Equal(successor.Id, (await office.RegionalCommittees.ListMemberUnitsAsync(new() { CommitteeId = region.Id })).Units.Single(u => u.Id == unit.Id).OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "LEADS_A_REGIONAL_COMMITTEE", () => office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = successor.Id, Reason = "人员不足" }));
    }

    [Fact]
    public async Task A_merger_takes_what_is_below_and_leaves_a_successor()
    {
        var top = await app.NewTop();
        var (former, successor) = (await app.New(top, OrganizationKind.GeneralBranch), await app.New(top, OrganizationKind.GeneralBranch));
        var branch = await app.New(former);
        await app.New(branch, OrganizationKind.FunctionalGroup);
        var office = app.Office();
        await Refused(StatusCode.FailedPrecondition, "BELOW_ITSELF", () => office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = former.Id, Reason = "社区合并" }));
        await Refused(StatusCode.FailedPrecondition, "BELOW_ITSELF", () => office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = branch.Id, Reason = "社区合并" }));
        await Refused(StatusCode.FailedPrecondition, "KIND_NOT_BELOW", () => MergeIntoBranch());
        Assert.Equal(successor.Id, (await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "社区合并", Etag = former.Etag })).Id);
        var gone = await office.Organizations.GetOrganizationAsync(new() { Id = former.Id });
        Assert.Equal((OrganizationState.Merged, successor.Id, "2026-03-04"), (gone.State, gone.SuccessorId, gone.DissolvedDate));
        Assert.Equal(successor.Id, (await office.Organizations.GetOrganizationAsync(new() { Id = branch.Id })).ParentId);
        var all = await app.Figures(successor);
        Assert.Equal((1, 1, 1), ((int)all.GeneralBranches, (int)all.Branches, (int)all.FunctionalGroups));
        Assert.Equal((0, 0), ((int)(await app.Figures(former)).GeneralBranches, (int)(await app.Figures(former)).Branches));
        await IsATree(top);
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = successor.Id, IntoId = former.Id, Reason = "社区合并" }));
        Assert.Single(await app.Events("OrganizationDissolved"), e => e.Contains(former.Id, StringComparison.Ordinal) && e.Contains(successor.Id, StringComparison.Ordinal));

        async Task MergeIntoBranch() => await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = (await app.New(top)).Id, Reason = "社区合并" });
    }

    private async Task<string> Move(Organization what, Organization below)
    {
        try
        {
            await app.Office().Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = what.Id, ParentId = below.Id });
            return "OK";
        }
        catch (RpcException e) { return Read(e).Reason; }
    }

    // Paths are those of the parents, and every node counts what a walk down the tree finds.
    private async Task IsATree(Organization top)
    {
        const string wrong = """
            with recursive below (root, id, kind, state) as (
              select id, id, kind, state from organizations union all select b.root, o.id, o.kind, o.state from below b join organizations o on o.parent_id = b.id),
            walked as (select root, kind, count(*) n from below where state = 1 group by root, kind),
            counted as (select organization_id root, measure kind, sum(n) n from (select organization_id, measure, n from organization_counts union all select organization_id, measure, n from organization_count_changes) c
              where measure < 10 group by 1, 2 having sum(n) <> 0)
            select count(*) from walked w full join counted c using (root, kind) where w.n is distinct from c.n
            """;
        Assert.Equal(0, await app.Query<long>(wrong));
        Assert.Equal(0, await app.Query<long>("select count(*) from organizations o left join organizations p on p.id = o.parent_id where o.path <> coalesce(p.path, '') || replace(o.id::text, '-', '')"));
        Assert.Equal(await app.Query<long>("select count(*) from organizations where path like $1 || '%' and state = 1 and kind = 2", top.Id.Replace("-", "", StringComparison.Ordinal)), (await app.Figures(top)).Committees);
    }
}
