using Governance.Party.V1;
using Governance.SocialOrgs.V1;
using Governance.Volunteers.V1;
using Grpc.Core;
using OrganizationKind = Governance.SocialOrgs.V1.OrganizationKind;
using OrganizationState = Governance.SocialOrgs.V1.OrganizationState;
using PartyOrganizations = Governance.Party.V1.Organizations;
using SocialOrganizations = Governance.SocialOrgs.V1.Organizations;

namespace Governance.SystemTests;

/// <summary>
/// Neighbours found a team, the team becomes a social organisation, the Party covers it by its work and then by an organisation, and it graduates. Each fact is entered where it happens; the other services
/// learn of it by themselves.
/// </summary>
internal static class AnOrganizationFromGroupToGraduate
{
    private const string Community = "510104017003", Town = "510104017", County = "510104";

    public static async Task PlayAsync(Platform platform)
    {
        var (town, clerk, office) = (await platform.SignedInAsync("town"), await platform.SignedInAsync("orgsclerk"), await platform.SignedInAsync("orgsoffice"));
        var (partyClerk, partyOffice) = (await platform.SignedInAsync("partyclerk"), await platform.SignedInAsync("partyoffice"));
        var (organizations, decisions, coverage) = (new SocialOrganizations.OrganizationsClient(clerk), new SocialOrganizations.OrganizationsClient(office), new Coverage.CoverageClient(partyClerk));
        var today = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null);
        async Task ShowAsync(string id, params PaperKind[] kinds)
        {
            foreach (var kind in kinds) await new Gates.GatesClient(clerk).PresentPaperAsync(new() { RequestId = Id(), OrganizationId = id, Kind = kind, Reference = "锦民社〔2026〕18号", PaperDate = today });
        }

        // A team of neighbours, in the volunteers' registry.
        var leader = await new Registrations.RegistrationsClient(town).RegisterVolunteerAsync(new() { RequestId = Id(), Name = "周桂兰", IdentityNumber = "510104196503152371", Phone = "13612345678", DivisionCode = Community });
        var teams = new Volunteers.V1.Teams.TeamsClient(town);
        var team = await teams.FoundTeamAsync(new() { RequestId = Id(), DivisionCode = Community, Name = "合江亭邻里互助队", Kind = TeamKind.General, LeaderId = leader.Id });

        // It becomes an organisation; that it is filed the team learns by itself.
        var organization = await organizations.ApplyForOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = Community, Name = "合江亭邻里互助会", Kind = OrganizationKind.Functional, Purpose = "为高龄独居老人提供日常照应", MemberCount = 12, TeamId = team.Id, LeaderName = "周桂兰", LeaderPhone = "13612345678",
        });
        var id = organization.Id;
        await organizations.IncubateOrganizationAsync(new() { RequestId = Id(), Id = id });
        await ShowAsync(id, PaperKind.Charter, PaperKind.LeaderPledge, PaperKind.MemberList);
        await organizations.FileOrganizationAsync(new() { RequestId = Id(), Id = id });
        await UntilAsync("the team is filed", async () => (await teams.GetTeamAsync(new() { Id = team.Id })).OrganizationId == id);

        // Registered by the county: on the Party's list, covered by nobody.
        await ShowAsync(id, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        await decisions.RegisterOrganizationAsync(new() { RequestId = Id(), Id = id, UnifiedCode = "52510104000000012G" });
        async Task<TwoNewUnit?> UnitAsync() => (await coverage.ListTwoNewUnitsAsync(new() { DivisionCode = Community, Kind = TwoNewKind.Social })).Units.SingleOrDefault(u => u.Id == id);
        await UntilAsync("the Party knows of it", async () => await UnitAsync() is { OrganizationId: "", InstructorId: "" });

        // First coverage, by work: an instructor is sent.
        var instructor = await new Party.V1.People.PeopleClient(partyClerk).EnterPersonAsync(new() { RequestId = Id(), DivisionCode = Town, Name = "何建平", IdentityNumber = "510104198805201174", Phone = "13712345678", Education = PersonEducation.Bachelor });
        await coverage.CoverTwoNewUnitAsync(new() { RequestId = Id(), Id = id, InstructorId = instructor.Id });
        async Task<(long, long, long)> FiguresAsync() => (await coverage.GetCoverageFiguresAsync(new() { DivisionCode = Town })).Total.Single(f => f.Kind == TwoNewKind.Social) is var f ? (f.Units, f.Organized, f.Worked) : default;
        var (units, organized, worked) = await FiguresAsync();

        // Half a year later everything is there but the Party's organisation. The clock of the processes is the machine's, so what was written is moved back instead.
        await platform.ExecuteAsync("socialorgs", $"update organizations set incubated_on = incubated_on - 200 where id = '{Guid.Parse(id)}'");
        // Its residency in an incubator is a scenario of the service's own; the paper that it left is written as the residency writes it, for nobody may present it.
        await platform.ExecuteAsync("socialorgs", $"insert into organization_papers (id, organization_id, kind, reference, date, presented_at) values (gen_random_uuid(), '{Guid.Parse(id)}', 7, '锦孵〔2026〕3号', current_date, now())");
        var refused = await Assert.ThrowsAsync<RpcException>(() => decisions.GraduateOrganizationAsync(new() { RequestId = Id(), Id = id }).ResponseAsync);
        Assert.Equal("GATE_NOT_MET", refused.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason);

        // Second coverage: a party organisation is founded in it, and declared by the organisation; the Party's list follows, and the gate opens.
        var tree = new PartyOrganizations.OrganizationsClient(partyOffice);
        var committee = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), DivisionCode = County, Name = "中共成都市锦江区委员会", Kind = Party.V1.OrganizationKind.Committee, Seat = OrganizationSeat.Division, FullMembers = 100, EstablishedDate = "2021-07-01",
        });
        var branch = await tree.EstablishOrganizationAsync(new()
        {
            RequestId = Id(), ParentId = committee.Id, DivisionCode = Community, Name = "中共合江亭邻里互助会支部委员会", Kind = Party.V1.OrganizationKind.Branch, Seat = OrganizationSeat.TwoNew, FullMembers = 3, EstablishedDate = today,
        });
        await organizations.DeclarePartyBuildingAsync(new() { RequestId = Id(), Id = id, PartyBuilding = PartyBuilding.Sole, PartyOrganizationId = branch.Id });
        await UntilAsync("the Party's list follows", async () => await UnitAsync() is { } unit && (unit.OrganizationId, unit.InstructorId) == (branch.Id, instructor.Id));
        Assert.Equal((units, organized + 1, worked), await FiguresAsync());
        await UntilAsync("the party organisation is confirmed", async () => (await organizations.GetOrganizationAsync(new() { Id = id })).PartyConfirmed);
        var graduated = await decisions.GraduateOrganizationAsync(new() { RequestId = Id(), Id = id });
        Assert.Equal((OrganizationState.Graduated, team.Id, branch.Id), (graduated.State, graduated.TeamId, graduated.PartyOrganizationId));
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> happened)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await happened()) return;
            await Task.Delay(200);
        }
        Assert.Fail($"{what}: not within 30 s");
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
