using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Regional;

public sealed class KeepingCommittees(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task A_division_has_one_committee_with_units_and_part_time_members()
    {
        const string town = "510104018";
        var committee = await app.Region(town);
        Assert.Equal((town, "中共某街道区域委员会", "2025-07-01"), (committee.DivisionCode, committee.Name, committee.EstablishedDate));
        await Refused(StatusCode.AlreadyExists, "REGIONAL_COMMITTEE_EXISTS", async () => await app.Office().RegionalCommittees.EstablishRegionalCommitteeAsync(await app.ToEstablishRegion(town)));
        var request = Regions.ToAdmit(committee);
        var unit = await app.Office().RegionalCommittees.AdmitUnitAsync(request);
        request.RequestId = NewId();
        await Refused(StatusCode.AlreadyExists, "MEMBER_UNIT_EXISTS", () => app.Office().RegionalCommittees.AdmitUnitAsync(request));
        Assert.Equal([unit], (await app.Office().RegionalCommittees.ListMemberUnitsAsync(new() { CommitteeId = committee.Id })).Units);

        var member = await app.NewMember(await app.NewBranch("510105"));
        SeatPartTimeMemberRequest Seat() => new() { RequestId = NewId(), UnitId = unit.Id, MemberId = member.Id, StartDate = "2026-01-01" };
        var seated = await app.Office().RegionalCommittees.SeatPartTimeMemberAsync(Seat());
        Assert.Equal(("王**", "2026-01-01", ""), (seated.MemberNameMasked, seated.StartDate, seated.EndDate));
        await Refused(StatusCode.AlreadyExists, "SEATED_ALREADY", () => app.Office().RegionalCommittees.SeatPartTimeMemberAsync(Seat()));
        await Refused(StatusCode.FailedPrecondition, "NOT_A_MEMBER", async () => await app.Office().RegionalCommittees.SeatPartTimeMemberAsync(new() { UnitId = unit.Id, MemberId = (await app.NewMember(await app.NewBranch(), MemberState.Activist)).Id, StartDate = "2026-01-01" }));
        Assert.Equal([seated], (await app.Office().RegionalCommittees.ListPartTimeMembersAsync(new() { CommitteeId = committee.Id })).Members);
        var unseated = await app.Office().RegionalCommittees.UnseatPartTimeMemberAsync(new() { RequestId = NewId(), Id = seated.Id, Etag = seated.Etag });
        Assert.Equal("2026-03-04", unseated.EndDate);
        await Refused(StatusCode.FailedPrecondition, "NOT_SEATED", () => app.Office().RegionalCommittees.UnseatPartTimeMemberAsync(new() { Id = seated.Id }));

        // Who sits for a unit leaves with it.
        var again = await app.Office().RegionalCommittees.SeatPartTimeMemberAsync(Seat());
        await app.Office().RegionalCommittees.PartUnitAsync(new() { RequestId = NewId(), Id = unit.Id });
        Assert.Empty((await app.Office().RegionalCommittees.ListPartTimeMembersAsync(new() { CommitteeId = committee.Id })).Members);
        Assert.Contains(again.Id, (await app.Office().RegionalCommittees.ListPartTimeMembersAsync(new() { CommitteeId = committee.Id, ShowFormer = true })).Members.Select(m => m.Id));
        await Refused(StatusCode.FailedPrecondition, "MEMBER_UNIT_LEFT", () => app.Office().RegionalCommittees.SeatPartTimeMemberAsync(Seat()));
        await Refused(StatusCode.FailedPrecondition, "MEMBER_UNIT_LEFT", () => app.Office().RegionalCommittees.PartUnitAsync(new() { Id = unit.Id }));
        await Refused(StatusCode.NotFound, "REGIONAL_COMMITTEE_NOT_FOUND", () => app.Office("510105").RegionalCommittees.ListMemberUnitsAsync(new() { CommitteeId = committee.Id }));
    }

    [Fact]
    public async Task An_agreement_runs_for_a_term_is_renewed_and_ends()
    {
        var committee = await app.Region("510104019");
        var unit = await app.NewMemberUnit(committee);
        var agreement = await app.Office().RegionalCommittees.SignAgreementAsync(new() { RequestId = NewId(), UnitId = unit.Id, Title = "场地开放共享", StartDate = "2026-01-01", EndDate = "2026-12-31" });
        async Task<string[]> Ending(string day) => [.. (await app.Office().RegionalCommittees.ListAgreementsAsync(new() { CommitteeId = committee.Id, EndingDate = day })).Agreements.Select(a => a.Id)];
        Assert.Equal([agreement.Id], await Ending("2026-12-31"));
        Assert.Empty(await Ending("2026-12-30"));
        await Refused(StatusCode.FailedPrecondition, "NOT_LATER", () => app.Office().RegionalCommittees.RenewAgreementAsync(new() { Id = agreement.Id, EndDate = "2026-12-31" }));
        Assert.Equal("2027-12-31", (await app.Office().RegionalCommittees.RenewAgreementAsync(new() { RequestId = NewId(), Id = agreement.Id, EndDate = "2027-12-31", Etag = agreement.Etag })).EndDate);
        Assert.Equal("2026-03-04", (await app.Office().RegionalCommittees.EndAgreementAsync(new() { RequestId = NewId(), Id = agreement.Id })).EndedDate);
        await Refused(StatusCode.FailedPrecondition, "AGREEMENT_ENDED", () => app.Office().RegionalCommittees.EndAgreementAsync(new() { Id = agreement.Id }));
        await Refused(StatusCode.FailedPrecondition, "AGREEMENT_ENDED", () => app.Office().RegionalCommittees.RenewAgreementAsync(new() { Id = agreement.Id, EndDate = "2028-12-31" }));
        Assert.Empty(await Ending("2030-01-01"));
        await Refused(StatusCode.NotFound, "AGREEMENT_NOT_FOUND", () => app.Office().RegionalCommittees.EndAgreementAsync(new() { Id = NewId() }));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var client = app.Office().RegionalCommittees;
        await WrongFields(() => client.EstablishRegionalCommitteeAsync(new() { DivisionCode = "510104", OrganizationId = "x", Name = "党委", EstablishedDate = "2027-01-01" }), "division_code", "organization_id", "name", "established_date");
        await WrongFields(() => client.AdmitUnitAsync(new() { CommitteeId = "x", Name = "校", OrganizationId = "y", JoinedDate = "?" }), "committee_id", "name", "organization_id", "joined_date");
        await WrongFields(() => client.SeatPartTimeMemberAsync(new() { UnitId = "x", MemberId = "y" }), "unit_id", "member_id", "start_date");
        await WrongFields(() => client.SignAgreementAsync(new() { UnitId = "x", Title = "共建", StartDate = "2026-01-01", EndDate = "2032-01-01" }), "unit_id", "title", "end_date");
        await WrongFields(() => client.ListAgreementsAsync(new() { CommitteeId = "x", EndingDate = "?" }), "committee_id", "ending_date");
    }
}
