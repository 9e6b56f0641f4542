using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Organizations;

public sealed class KeepingOrganizations(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task An_organisation_is_established_renamed_and_dissolved()
    {
        var top = await app.NewTop();
        var request = Trees.ToEstablish(top, OrganizationKind.GeneralBranch, OrganizationSeat.Community, SmallMap.Community);
        var office = app.Office();
        var community = await office.Organizations.EstablishOrganizationAsync(request);
        Assert.Equal(community, await office.Organizations.EstablishOrganizationAsync(request));
        Assert.Equal((request.Name, OrganizationKind.GeneralBranch, OrganizationSeat.Community, top.Id, OrganizationState.Active, "2024-07-01"),
            (community.Name, community.Kind, community.Seat, community.ParentId, community.State, community.EstablishedDate));
        Assert.Equal(1, (await app.Figures(top)).GeneralBranches);
        Assert.Equal(community, await app.Clerk().Organizations.GetOrganizationAsync(new() { Id = community.Id }));

        var renamed = await app.Clerk().Organizations.RenameOrganizationAsync(new() { RequestId = NewId(), Id = community.Id, Etag = community.Etag, Name = "中共莲桂社区总支部委员会" });
        Assert.Equal("中共莲桂社区总支部委员会", renamed.Name);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Clerk().Organizations.RenameOrganizationAsync(new() { RequestId = NewId(), Id = community.Id, Etag = community.Etag, Name = "又一个名称" }));

        var branch = await app.New(community);
        await Refused(StatusCode.FailedPrecondition, "HOLDS_ORGANIZATIONS", () => app.Clerk().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = community.Id, Reason = "社区撤并" }));
        Assert.Equal(OrganizationState.Dissolved, (await app.Clerk().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = branch.Id, Reason = "社区撤并" })).State);
        var dissolved = await app.Clerk().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = community.Id, Reason = "社区撤并" });
        Assert.Equal((OrganizationState.Dissolved, "2026-03-04"), (dissolved.State, dissolved.DissolvedDate));
        foreach (var call in new Func<Task>[]
        {
            async () => await app.Clerk().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = community.Id, Reason = "社区撤并" }),
            async () => await app.Clerk().Organizations.RenameOrganizationAsync(new() { RequestId = NewId(), Id = community.Id, Name = "又一个名称" }),
            async () => await app.Clerk().Organizations.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = community.Id, Kind = OrganizationKind.Branch }),
            () => app.New(community),
        }) await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", call);
        Assert.Equal((1, 0, 0), ((int)(await app.Figures(top)).Committees, (int)(await app.Figures(top)).GeneralBranches, (int)(await app.Figures(top)).Branches));
        Assert.Single(await app.Events("OrganizationEstablished"), e => e.Contains($"\"{community.Id}\",\"area\"", StringComparison.Ordinal));
        Assert.Single(await app.Events("OrganizationDissolved"), e => e.Contains($"\"{community.Id}\"", StringComparison.Ordinal) && !e.Contains("successorId", StringComparison.Ordinal));
        Assert.Equal("社区撤并", await app.Query<string>("select purpose from audit where aggregate_id = $1 and action like '%DissolveOrganization'", Guid.Parse(community.Id)));
    }

    [Fact]
    public async Task Twenty_at_once_for_a_community_one_is_established()
    {
        var top = await app.NewTop("510105");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try { return (await app.New(top, OrganizationKind.Committee, OrganizationSeat.Community, SmallMap.NextCounty)).Id; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, o => o != "SEAT_TAKEN");
        Assert.Equal(2, (await app.Figures(top)).Committees);
    }

    [Fact]
    public async Task Numbers_kinds_and_divisions_are_held_to()
    {
        var top = await app.NewTop();
        async Task<Told> No(string reason, EstablishOrganizationRequest request) => await Refused(StatusCode.FailedPrecondition, reason, () => app.Office("51").Organizations.EstablishOrganizationAsync(request));
        var few = Trees.ToEstablish(top);
        few.FullMembers = 2;
        Assert.Equal(("2", "3"), await No("TOO_FEW_FULL_MEMBERS", few) is { Facts: var facts } ? (facts["full_members"], facts["threshold"]) : default);
        var (general, branch) = (await app.New(top, OrganizationKind.GeneralBranch), await app.New(top));
        await No("KIND_NOT_BELOW", Trees.ToEstablish(general, OrganizationKind.GeneralBranch));
        await No("KIND_NOT_BELOW", Trees.ToEstablish(branch));
        await No("KIND_NOT_BELOW", Trees.ToEstablish(await app.New(branch, OrganizationKind.FunctionalGroup), OrganizationKind.FunctionalGroup));
        await No("OUTSIDE_PARENT", Trees.ToEstablish(top, division: "510105"));
        var deepest = top;
        for (var level = 2; level <= 10; level++) deepest = await app.New(deepest, OrganizationKind.Committee);
        await No("TOO_DEEP", Trees.ToEstablish(deepest));

        await WrongFields(() => app.Office().Organizations.EstablishOrganizationAsync(new()), "name", "kind", "seat", "established_date", "division_code");
        await WrongFields(() => app.Office().Organizations.EstablishOrganizationAsync(new() { ParentId = "x", DivisionCode = "510104", Name = "中共某支部", Kind = OrganizationKind.Branch, Seat = OrganizationSeat.Town, PlaceId = "x", FullMembers = -1, EstablishedDate = "2026-03-05" }),
            "parent_id", "division_code", "place_id", "full_members", "established_date");
        await WrongFields(() => app.Office().Organizations.EstablishOrganizationAsync(new() { Name = "中共某支部", Kind = OrganizationKind.Branch, Seat = OrganizationSeat.Compound, EstablishedDate = "1920-01-01" }), "parent_id", "place_id", "established_date");
        await WrongFields(() => app.Office().Organizations.MoveOrganizationAsync(new()), "id", "parent_id");
        await WrongFields(() => app.Office().Organizations.MergeOrganizationsAsync(new()), "id", "into_id", "reason");
        await WrongFields(() => app.Office().Organizations.ChangeOrganizationKindAsync(new() { Kind = (OrganizationKind)9 }), "id", "kind");
        await WrongFields(() => app.Office().Organizations.ListOrganizationsAsync(new() { ParentId = "x", BelowId = "x", DivisionCode = "x", Kind = (OrganizationKind)9, Seat = (OrganizationSeat)99, PageSize = -1 }), "parent_id", "below_id", "division_code", "kind", "seat", "page_size");
    }

    [Fact]
    public async Task A_kind_changes_only_with_the_numbers_and_between_what_is_above_and_below()
    {
        var top = await app.NewTop();
        var general = await app.New(top, OrganizationKind.GeneralBranch);
        var branch = await app.New(general);
        Task<Organization> Change(Organization organization, OrganizationKind kind) => app.Office().Organizations.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = organization.Id, Kind = kind }).ResponseAsync;
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", () => Change(general, OrganizationKind.Committee));
        await app.NewMembers(branch, 120);
        Assert.Equal(OrganizationKind.Committee, (await Change(general, OrganizationKind.Committee)).Kind);
        Assert.Equal((2, 0, 1), ((int)(await app.Figures(top)).Committees, (int)(await app.Figures(top)).GeneralBranches, (int)(await app.Figures(top)).Branches));
        Assert.Equal(OrganizationKind.GeneralBranch, (await Change(branch, OrganizationKind.GeneralBranch)).Kind);
        await Refused(StatusCode.FailedPrecondition, "KIND_NOT_BELOW", () => Change(general, OrganizationKind.GeneralBranch));
        await Refused(StatusCode.FailedPrecondition, "HOLDS_MEMBERS", () => Change(branch, OrganizationKind.FunctionalGroup));
        await Refused(StatusCode.FailedPrecondition, "HOLDS_MEMBERS", () => app.Office().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = branch.Id, Reason = "人员不足" }));
        Assert.Single(await app.Events("OrganizationKindChanged"), e => e.Contains(branch.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_show_each_before_those_below_it_and_outside_is_not_found()
    {
        var top = await app.NewTop();
        var town = await app.New(top, OrganizationKind.Committee, OrganizationSeat.Town, SmallMap.OtherTown[..9]);
        var branches = new List<Organization>();
        for (var i = 0; i < 5; i++) branches.Add(await app.New(town));
        var group = await app.New(branches[1], OrganizationKind.FunctionalGroup);
        async Task<List<string>> All(ListOrganizationsRequest request)
        {
            var ids = new List<string>();
            do
            {
                var page = await app.Office().Organizations.ListOrganizationsAsync(request);
                ids.AddRange(page.Organizations.Select(o => o.Id));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return ids;
        }
        // By their ids, which are all of one moment here.
        Assert.Equal([town.Id, .. branches.OrderBy(b => b.Id, StringComparer.Ordinal).SelectMany(b => b == branches[1] ? [b.Id, group.Id] : new[] { b.Id })], await All(new() { BelowId = town.Id, PageSize = 2 }));
        Assert.Equal(branches.Select(b => b.Id).Order(StringComparer.Ordinal), await All(new() { ParentId = town.Id }));
        Assert.Equal([town.Id], await All(new() { DivisionCode = town.DivisionCode, Kind = OrganizationKind.Committee, Seat = OrganizationSeat.Town }));
        await app.Office().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = branches[0].Id, Reason = "人员不足" });
        Assert.DoesNotContain(branches[0].Id, await All(new() { BelowId = town.Id }));
        Assert.Contains(branches[0].Id, await All(new() { BelowId = town.Id, ShowFormer = true }));

        var elsewhere = app.Office("510105");
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => elsewhere.Organizations.GetOrganizationAsync(new() { Id = town.Id }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => elsewhere.Organizations.GetOrganizationFiguresAsync(new() { Id = town.Id }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => elsewhere.Organizations.ListOrganizationsAsync(new() { BelowId = town.Id }));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Clerk().Organizations.EstablishOrganizationAsync(Trees.ToEstablish(town, division: "510104017")));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => elsewhere.Organizations.EstablishOrganizationAsync(Trees.ToEstablish(null, OrganizationKind.Committee, OrganizationSeat.Division, "510104")));
        Assert.DoesNotContain((await elsewhere.Organizations.ListOrganizationsAsync(new() { PageSize = 500 })).Organizations, o => o.DivisionCode.StartsWith("510104", StringComparison.Ordinal));
    }
}
