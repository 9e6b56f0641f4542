using Governance.Events.Party.V1;
using Governance.SocialOrganizations.Tests.Incubation;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Organizations;

[Collection(WithBroker.Name)]
public sealed class BeingLedByTheParty(SocialOrgsAppWithBroker app)
{
    private Task Establish(Guid party, string seat = "TwoNew") => app.PublishAsync(new OrganizationEstablished(party, "510104017001", "Branch", seat, null, new DateOnly(2026, 3, 4), app.Clock.GetUtcNow()));

    [Fact]
    public async Task It_graduates_once_the_party_service_has_told_of_its_party_organisation_and_no_more_when_that_is_dissolved()
    {
        // The rule asks for half a year of incubation: one that is registered long since has it.
        var (office, organization, other) = (app.Office().Organizations, await app.Entered(), await app.Entered());
        foreach (var one in new[] { organization, other }) await app.Hatched(one);
        var party = Guid.Parse(NewId());
        foreach (var one in new[] { organization, other }) await office.DeclarePartyBuildingAsync(new() { RequestId = NewId(), Id = one.Id, PartyBuilding = PartyBuilding.Joint, PartyOrganizationId = party.ToString() });
        // Declared is not enough.
        var told = await Refused(StatusCode.FailedPrecondition, "GATE_NOT_MET", () => office.GraduateOrganizationAsync(new() { Id = organization.Id }));
        Assert.Equal("party-building", told.Facts["missing"]);
        await Establish(party);
        await Establish(party);
        await EventuallyAsync("the party organisation is known", async () => (await office.GetOrganizationAsync(new() { Id = organization.Id })).PartyConfirmed);
        var graduated = await office.GraduateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id });
        Assert.Equal((OrganizationState.Graduated, app.Day(), true), (graduated.State, graduated.GraduatedDate, graduated.PartyConfirmed));
        Assert.Single(await app.Events("OrganizationGraduated"), e => e.Contains(organization.Id, StringComparison.Ordinal));
        await app.PublishAsync(new OrganizationDissolved(party, "510104017001", null, app.Clock.GetUtcNow()));
        await EventuallyAsync("the party organisation is gone", async () => !(await office.ListOrganizationsAsync(new() { UnifiedCode = other.UnifiedCode })).Organizations.Single().PartyConfirmed);
        await Refused(StatusCode.FailedPrecondition, "GATE_NOT_MET", () => office.GraduateOrganizationAsync(new() { Id = other.Id }));
    }

    [Fact]
    public async Task One_that_it_has_to_itself_sits_in_a_two_new_organisation_or_a_workplace()
    {
        var (office, organization, before) = (app.Office().Organizations, await app.Entered(), Guid.Parse(NewId()));
        async Task<(bool One, bool Listed)> Led(PartyBuilding how, Guid party)
        {
            var one = await office.DeclarePartyBuildingAsync(new() { RequestId = NewId(), Id = organization.Id, PartyBuilding = how, PartyOrganizationId = party.ToString() });
            return (one.PartyConfirmed, (await office.ListOrganizationsAsync(new() { UnifiedCode = organization.UnifiedCode })).Organizations.Single().PartyConfirmed);
        }
        foreach (var (seat, alone) in new[] { ("Community", false), ("Division", false), ("Workplace", true), ("TwoNew", true) })
        {
            var party = Guid.Parse(NewId());
            await Establish(party, seat);
            await EventuallyAsync("the party organisation is known", () => app.Query<bool>("select exists (select from party_organizations where id = $1)", party));
            Assert.Equal((alone, alone), await Led(PartyBuilding.Sole, party));
            Assert.Equal((true, true), await Led(PartyBuilding.Joint, party));
            Assert.Equal((true, true), await Led(PartyBuilding.Instructor, party));
        }
        // Of one that was told of before its seat was kept nothing is known.
        await app.QueryAll<int>("insert into party_organizations (id, established_on) values ($1, $2)", before, new DateOnly(2026, 3, 4));
        Assert.Equal((true, true), await Led(PartyBuilding.Sole, before));
        await Establish(before, "Community");
        await EventuallyAsync("its seat is known", async () => !(await office.GetOrganizationAsync(new() { Id = organization.Id })).PartyConfirmed);
    }

    [Fact]
    public async Task What_was_dissolved_is_not_brought_back_by_a_late_beginning()
    {
        var (office, organization, party) = (app.Office().Organizations, await app.Entered(), Guid.Parse(NewId()));
        await app.PublishAsync(new OrganizationDissolved(party, "510104017001", null, app.Clock.GetUtcNow()));
        await EventuallyAsync("the end is known", () => app.Query<bool>("select exists (select from party_organizations where id = $1)", party));
        await Establish(party);
        var marker = Guid.Parse(NewId());
        await Establish(marker);
        await EventuallyAsync("what came after it is known", () => app.Query<bool>("select exists (select from party_organizations where id = $1)", marker));
        Assert.False((await office.DeclarePartyBuildingAsync(new() { RequestId = NewId(), Id = organization.Id, PartyBuilding = PartyBuilding.Sole, PartyOrganizationId = party.ToString() })).PartyConfirmed);
    }
}
