using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Compounds;
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
            await app.IsATree(top);
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
        await app.IsATree(top);

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
        await app.IsATree(top);
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = successor.Id, IntoId = former.Id, Reason = "社区合并" }));
        Assert.Single(await app.Events("OrganizationDissolved"), e => e.Contains(former.Id, StringComparison.Ordinal) && e.Contains(successor.Id, StringComparison.Ordinal));

        async Task MergeIntoBranch() => await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = (await app.New(top)).Id, Reason = "社区合并" });
    }

    [Fact]
    public async Task A_company_goes_with_its_organisation_and_none_that_is_no_more_is_entered_anywhere()
    {
        var (office, top) = (app.Office("51"), await app.NewTop());
        var (former, successor) = (await app.New(top), await app.New(top));
        RegisterPropertyCompanyRequest Its(Organization organization)
        {
            var request = Estates.ToRegister();
            request.OrganizationId = organization.Id;
            return request;
        }
        var company = await office.Compounds.RegisterPropertyCompanyAsync(Its(former));
        async Task<string> Now() => (await office.Compounds.ListPropertyCompaniesAsync(new() { DivisionCode = "510104", PageSize = 500 })).Companies.Single(c => c.Id == company.Id).OrganizationId;
        await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "支部合并" });
        Assert.Equal(successor.Id, await Now());
        await office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = successor.Id, Reason = "党员全部转出" });
        Assert.Equal("", await Now());
        var unit = Regions.ToAdmit(await app.Region("510104018"));
        foreach (var gone in new[] { former, successor })
        {
            unit.OrganizationId = gone.Id;
            await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => office.RegionalCommittees.AdmitUnitAsync(unit));
            await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => office.Compounds.RegisterPropertyCompanyAsync(Its(gone)));
        }
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
}
