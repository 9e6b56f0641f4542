using Governance.Events.Grid.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Organizations;

/// <summary>What is left to be put right by hand after communities were merged or came to another town.</summary>
[Collection(WithBroker.Name)]
public sealed class FollowingReorganizations(PartyAppWithBroker app)
{
    private async Task Reorganize(string[] former, string[] successors)
    {
        var id = Guid.Parse(NewId());
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", former, successors, app.Clock.GetUtcNow()), id);
        await EventuallyAsync("it is consumed", () => app.Query<bool>("select exists (select from inbox where event_id = $1)", id));
    }

    [Fact]
    public async Task What_came_to_another_town_is_not_left_behind_below_one_that_the_old_towns_clerk_merges()
    {
        const string town = "510104036", community = "510104036003", elsewhere = "510104037012";
        var top = await app.NewTop();
        var (former, successor) = (await app.New(top, OrganizationKind.Committee, OrganizationSeat.Town, town), await app.New(top, OrganizationKind.Committee, division: town));
        var child = await app.New(former, OrganizationKind.Branch, OrganizationSeat.Community, community);
        await app.NewMembers(child, 3);
        await Reorganize([community], [elsewhere]);
        var clerk = app.Clerk(town).Organizations;
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => clerk.GetOrganizationAsync(new() { Id = child.Id }));
        await Refused(StatusCode.FailedPrecondition, "KIND_NOT_BELOW", () => clerk.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = former.Id, Kind = OrganizationKind.Branch }));
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_PARENT", () => Merge());
        Assert.Equal((3, 0), ((int)(await app.Figures(former)).FullMembers, (int)(await app.Figures(successor)).FullMembers));
        // Whoever sees both puts it below one that covers it; then nothing is left.
        await app.Office().Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = child.Id, ParentId = top.Id });
        await Merge();
        Assert.Equal((0, 0, 3), ((int)(await app.Figures(former)).FullMembers, (int)(await app.Figures(successor)).FullMembers, (int)(await app.Figures(top)).FullMembers));
        await app.IsATree(top);
        await app.CountsAreRight();

        async Task Merge() => await clerk.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "街道党组织合并" });
    }

    [Fact]
    public async Task The_seat_that_one_leaves_is_of_who_sits_beside_it()
    {
        const string town = "510104037";
        var (top, office) = (await app.NewTop(), app.Office());
        // The seated one merges into the one beside it; then the seated one is dissolved.
        foreach (var (first, second, third) in new[] { (town + "001", town + "002", town + "003"), (town + "004", town + "005", town + "006") })
        {
            var both = new[] { await app.New(top, OrganizationKind.Branch, OrganizationSeat.Community, first), await app.New(top, OrganizationKind.Branch, OrganizationSeat.Community, second) };
            // Sits there too, and is a part of others: no seat is its.
            await app.New(both[0], OrganizationKind.FunctionalGroup, OrganizationSeat.Community);
            await Reorganize([first, second], [third, third]);
            var several = Assert.Single(await Find(FindingKind.Several), f => f.DivisionCode == third && both.Any(b => b.Id == f.OrganizationId));
            var (seated, beside) = (both.Single(b => b.Id != several.OrganizationId), both.Single(b => b.Id == several.OrganizationId));
            if (third == town + "003") await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = seated.Id, IntoId = beside.Id, Reason = "社区合并" });
            else
            {
                var group = (await office.Organizations.ListOrganizationsAsync(new() { ParentId = both[0].Id })).Organizations.Single();
                await office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = group.Id, Reason = "社区合并" });
                await office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = seated.Id, Reason = "社区合并" });
            }
            Assert.DoesNotContain(await Find(FindingKind.Several), f => f.OrganizationId == beside.Id);
            Assert.DoesNotContain(await Find(FindingKind.Missing), f => f.DivisionCode == third);
            await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => app.New(top, OrganizationKind.Branch, OrganizationSeat.Community, third));
        }

        async Task<List<EstablishmentFinding>> Find(FindingKind kind) => [.. (await office.Establishment.CheckEstablishmentAsync(new() { DivisionCode = town, Kind = kind, PageSize = 500 })).Findings];
    }
}
