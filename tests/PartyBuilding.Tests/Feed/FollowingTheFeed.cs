using System.Text.Json;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;
using Rosters = Governance.PartyBuilding.Tests.Members.Rosters;

namespace Governance.PartyBuilding.Tests.Feed;

/// <summary>The party service's feed; folded, it is the organisations of the database by place, kind, parent and state, and its members by place, organisation and state; to each county its own.</summary>
public sealed class FollowingTheFeed(PartyApp app) : FollowingTheFeedMatrix<Program, PartyCaller>(app, "party"), IClassFixture<PartyApp>
{
    protected override string CountInDatabase => """
        select concat_ws(' ', area, concat_ws('/', (array['WorkingCommittee','Committee','GeneralBranch','Branch','FunctionalGroup'])[kind], coalesce(parent_id::text, '-'), (array['Active','Dissolved','Merged'])[state]), count(*))
        from organizations group by area, kind, parent_id, state
        union all select concat_ws(' ', area, concat_ws('/', 'member', organization_id, (array['Applicant','Activist','Candidate','Probationary','Full','Ended'])[state]), count(*)) from members group by area, organization_id, state
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
        await app.NewMembers(former, 3);
        await PeopleAsync();
        await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = successor.Id, Reason = "社区合并" });
    }

    [Fact]
    public async Task Each_county_folds_its_own_members_whoever_comes_goes_or_is_merged()
    {
        await TopAsync("510104");
        await PeopleAsync();
        foreach (var (areas, where) in new (string, string)[] { ("510104", "area like '510104%'"), ("510105", "area like '510105%'"), ("510104,510105", "area like '510104%' or area like '510105%'"), ("51", "true") })
        {
            var things = new Dictionary<string, Folded>();
            foreach (var e in (await app.AsPartner("party.feed.read", areas, clientId: "data-team").ReadFeedAsync("party")).Events())
            {
                using var happened = JsonDocument.Parse(e.Json);
                Fold(things, e.Type[(e.Type.LastIndexOf('.') + 1)..], e.Subject, happened.RootElement);
            }
            var folded = things.Where(t => t.Value.State.StartsWith("member/", StringComparison.Ordinal)).Select(t => $"{t.Key} {t.Value.Area} {t.Value.State}").Order(StringComparer.Ordinal).ToList();
            Assert.NotEmpty(folded);
            Assert.Equal((await app.QueryAll<string>($"select concat_ws(' ', id, area, concat_ws('/', 'member', organization_id, (array['Applicant','Activist','Candidate','Probationary','Full','Ended'])[state])) from members where {where}")).Order(StringComparer.Ordinal), folded);
        }
    }

    // Entered in one batch for two counties, gone from one to the other and back, merged into the other county's, out, and in again elsewhere.
    private async Task PeopleAsync()
    {
        var (office, tops) = (app.Office("51"), (Here: await TopAsync("510104"), There: await TopAsync("510105")));
        var (here, there, former) = (await app.New(tops.Here, division: SmallMap.Community), await app.New(tops.There), await app.New(tops.Here));
        await office.Enter("51", NewId(), 1, [Rosters.Row(here), Rosters.Row(there), Rosters.Row(former), Rosters.Row(former, MemberState.Activist), Rosters.Row(here, MemberState.Applicant)]);
        async Task<Member> Of(Organization organization) => (await office.Members.ListMembersAsync(new() { OrganizationId = organization.Id, State = MemberState.Full })).Members.First();
        async Task Send(Member member, Organization to) =>
            await office.Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = (await office.Transfers.IssueTransferAsync(new() { RequestId = NewId(), MemberId = member.Id, ToId = to.Id })).Id });
        var (goes, comes) = (await Of(here), await Of(there));
        await Send(goes, there);
        await Send(comes, here);
        await Send(goes, here);
        await Send(comes, former);
        await office.Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = former.Id, IntoId = there.Id, Reason = "支部合并" });
        var applicant = await office.Members.EnterApplicantAsync(Rosters.ToEnter(here));
        await office.Members.EndMembershipAsync(new() { RequestId = NewId(), Id = applicant.Id, End = MembershipEnd.Left, Date = "2026-03-02", Reason = "本人撤回申请" });
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
        void All(Func<int, string> organization)
        {
            var (ids, states) = (happened.GetProperty("memberIds"), happened.GetProperty("states"));
            for (var n = 0; n < ids.GetArrayLength(); n++) things[ids[n].GetString()!] = new(Text("area")!, $"member/{organization(n)}/{states[n].GetString()}");
        }
        switch (type)
        {
            case "OrganizationEstablished": things[subject] = new(Text("area")!, $"{Text("kind")}/{Text("parentId") ?? "-"}/Active"); break;
            case "OrganizationKindChanged": Change(0, Text("kind")!); break;
            case "OrganizationMoved": Change(1, Text("parentId")!); break;
            case "OrganizationDissolved":
                if (things.ContainsKey(subject)) Change(2, Text("successorId") is null ? "Dissolved" : "Merged");
                // Whoever belonged to it belongs where its successor is: to a reader who sees only this place they are gone.
                foreach (var id in things.Where(t => t.Value.State.StartsWith($"member/{subject}/", StringComparison.Ordinal)).Select(t => t.Key).ToList()) things.Remove(id);
                break;
            case "MembersAbsorbed": All(_ => Text("organizationId")!); break;
            case "MembersImported": All(n => happened.GetProperty("organizationIds")[n].GetString()!); break;
            case "MemberStateChanged" or "MemberTransferred": things[subject] = new(Text("area")!, $"member/{Text("organizationId")}/{Text("state")}"); break;
            case "MemberDeparted": things.Remove(subject); break;
        }
    }

    // The tests of one class share a database, and a county has one committee at the top.
    private async Task<Organization> TopAsync(string county) =>
        (await app.Office("51").Organizations.ListOrganizationsAsync(new() { DivisionCode = county, PageSize = 500 })).Organizations.FirstOrDefault(o => o.ParentId.Length == 0) ?? await app.NewTop(county);
}
