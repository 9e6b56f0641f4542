using System.Text.Json;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Organizations;

namespace Governance.PartyBuilding.Tests.Feed;

/// <summary>The party service's feed; folded, it is the organisations of the database by place, kind, parent and state.</summary>
public sealed class FollowingTheFeed(PartyApp app) : FollowingTheFeedMatrix<Program, PartyCaller>(app, "party"), IClassFixture<PartyApp>
{
    protected override string CountInDatabase => """
        select concat_ws(' ', area, concat_ws('/', (array['WorkingCommittee','Committee','GeneralBranch','Branch','FunctionalGroup'])[kind], coalesce(parent_id::text, '-'), (array['Active','Dissolved','Merged'])[state]), count(*))
        from organizations group by area, kind, parent_id, state
        """;

    protected override async Task StirAsync(string community) => await app.New(await TopAsync(community[..6]), OrganizationKind.Branch, OrganizationSeat.Workplace, community);

    protected override async Task LiveAsync()
    {
        var top = await TopAsync("510104");
        var office = app.Office("51");
        var (first, second) = (await app.New(top, OrganizationKind.Committee, division: SmallMap.Community), await app.New(top, OrganizationKind.Committee));
        var moving = await app.New(first, OrganizationKind.GeneralBranch);
        await app.New(moving);
        await office.Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = moving.Id, ParentId = second.Id });
        await office.Organizations.ChangeOrganizationKindAsync(new() { RequestId = NewId(), Id = (await app.New(first, OrganizationKind.Committee)).Id, Kind = OrganizationKind.WorkingCommittee });
        await office.Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = (await app.New(second)).Id, Reason = "社区撤并" });
        var (former, successor) = (await app.New(first, OrganizationKind.GeneralBranch), await app.New(first, OrganizationKind.GeneralBranch));
        await app.New(former);
        await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "社区合并" });
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string? Text(string name) => happened.TryGetProperty(name, out var value) ? value.GetString() : null;
        void Change(int part, string to)
        {
            var parts = things[subject].State.Split('/');
            parts[part] = to;
            things[subject] = things[subject] with { State = string.Join('/', parts) };
        }
        switch (type)
        {
            case "OrganizationEstablished": things[subject] = new(Text("area")!, $"{Text("kind")}/{Text("parentId") ?? "-"}/Active"); break;
            case "OrganizationKindChanged": Change(0, Text("kind")!); break;
            case "OrganizationMoved": Change(1, Text("parentId")!); break;
            case "OrganizationDissolved": Change(2, Text("successorId") is null ? "Dissolved" : "Merged"); break;
        }
    }

    // The tests of one class share a database, and a county has one committee at the top.
    private async Task<Organization> TopAsync(string county) =>
        (await app.Office("51").Organizations.ListOrganizationsAsync(new() { DivisionCode = county, PageSize = 500 })).Organizations.FirstOrDefault(o => o.ParentId.Length == 0) ?? await app.NewTop(county);
}
