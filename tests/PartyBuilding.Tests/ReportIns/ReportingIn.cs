using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.ReportIns;

public sealed class ReportingIn(PartyApp app) : IClassFixture<PartyApp>
{
    private int Year => app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Year;

    [Fact]
    public async Task A_member_reports_to_the_community_where_they_live_once_wherever_they_belong()
    {
        var home = await app.NewBranch("510105");
        var member = await app.NewMember(home);
        var request = Reported.ToReport(member, SmallMap.Community, "driving", "first-aid", "driving");
        var reported = await app.Clerk().ReportIns.ReportMemberInAsync(request);
        Assert.Equal((SmallMap.Community, ReportInKind.Member, home.Id, home.Name, member.Id, "王**", ReportInState.Active),
            (reported.DivisionCode, reported.Kind, reported.OrganizationId, reported.OrganizationName, reported.MemberId, reported.MemberNameMasked, reported.State));
        Assert.Equal(["driving", "first-aid"], reported.Skills);
        var events = (await app.Events("MemberReportedIn")).Where(e => e.Contains(reported.Id, StringComparison.Ordinal));
        Assert.Contains(member.Id, Assert.Single(events), StringComparison.Ordinal);
        await Refused(StatusCode.AlreadyExists, "REPORTED_IN_ALREADY", () => app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(member, SmallMap.OtherTown)));
        Assert.Equal(reported, await app.Clerk().ReportIns.GetReportInAsync(new() { Id = reported.Id }));
        // The organisation that the member belongs to has its receipt, and no rights here.
        await Refused(StatusCode.NotFound, "REPORT_IN_NOT_FOUND", () => app.Office("510105").ReportIns.GetReportInAsync(new() { Id = reported.Id }));
        // The other way round: the community learns no more of the member than a masked name.
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => app.Clerk().Members.GetMemberAsync(new() { Id = member.Id }));

        var offered = await app.Clerk().ReportIns.OfferSkillsAsync(new() { RequestId = NewId(), Id = reported.Id, Skills = { "mediation" }, Etag = reported.Etag });
        Assert.Equal(["mediation"], offered.Skills);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Clerk().ReportIns.EndReportInAsync(new() { Id = reported.Id, End = ReportInEnd.Moved, Etag = reported.Etag }));
        var ended = await app.Clerk().ReportIns.EndReportInAsync(new() { RequestId = NewId(), Id = reported.Id, End = ReportInEnd.Moved });
        Assert.Equal((ReportInState.Ended, ReportInEnd.Moved), (ended.State, ended.End));
        await Refused(StatusCode.FailedPrecondition, "REPORT_IN_ENDED", () => app.Clerk().ReportIns.OfferSkillsAsync(new() { Id = reported.Id }));
        // Who has moved reports in again, elsewhere.
        Assert.Equal(SmallMap.OtherTown, (await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(member, SmallMap.OtherTown))).DivisionCode);
    }

    [Fact]
    public async Task Of_two_communities_at_once_one_registers_a_member()
    {
        app.StartReplica();
        var branch = await app.NewBranch();
        foreach (var member in await app.NewMembers(branch, 5))
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
            {
                try { return (await app.As("party-office", "51", replica: i % 2).ReportIns.ReportMemberInAsync(Reported.ToReport(member, i % 2 == 0 ? SmallMap.Community : SmallMap.NextCounty))).State.ToString(); }
                catch (RpcException e) { return Read(e).Reason; }
            }));
            Assert.Equal(["Active", .. Enumerable.Repeat("REPORTED_IN_ALREADY", 5)], outcomes.Order());
        }
    }

    [Fact]
    public async Task Who_is_no_member_yet_or_belongs_to_the_community_itself_does_not_report_in()
    {
        var branch = await app.NewBranch();
        await Refused(StatusCode.FailedPrecondition, "NOT_A_MEMBER", async () => await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(await app.NewMember(branch, MemberState.Activist))));
        const string community = "510104018002";
        var own = await app.New(await app.NewTop(), OrganizationKind.Branch, OrganizationSeat.Community, community);
        var neighbour = await app.NewMember(own);
        await Refused(StatusCode.FailedPrecondition, "REPORTS_AT_HOME", () => app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(neighbour, community)));
        await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(neighbour));
        var gone = await app.NewMember(branch);
        await app.Office().Members.EndMembershipAsync(new() { RequestId = NewId(), Id = gone.Id, End = MembershipEnd.Died, Date = "2026-03-01", Reason = "因病去世" });
        await Refused(StatusCode.FailedPrecondition, "MEMBERSHIP_ENDED", () => app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(gone)));
        await Refused(StatusCode.NotFound, "MEMBER_NOT_FOUND", () => app.Office().ReportIns.ReportMemberInAsync(new() { RequestId = NewId(), MemberId = NewId(), DivisionCode = SmallMap.Community }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", async () => await app.Office("510105").ReportIns.ReportMemberInAsync(Reported.ToReport(await app.NewMember(branch), SmallMap.OtherTown)));
    }

    [Fact]
    public async Task A_unit_reports_to_the_community_where_it_sits()
    {
        var (unit, reported) = await app.NewUnit();
        Assert.Equal((ReportInKind.Unit, unit.Id, "", ""), (reported.Kind, reported.OrganizationId, reported.MemberId, reported.MemberNameMasked));
        Assert.Contains(await app.Events("UnitReportedIn"), e => e.Contains(unit.Id, StringComparison.Ordinal));
        Task<ReportIn> Report(Organization organization, string community) => app.Office("51").ReportIns.ReportUnitInAsync(new() { RequestId = NewId(), OrganizationId = organization.Id, DivisionCode = community }).ResponseAsync;
        await Refused(StatusCode.AlreadyExists, "REPORTED_IN_ALREADY", () => Report(unit, SmallMap.OtherTown));
        await Refused(StatusCode.FailedPrecondition, "SITS_ELSEWHERE", async () => await Report(await app.NewBranch(), SmallMap.NextCounty));
        await Refused(StatusCode.FailedPrecondition, "NOT_A_UNIT", async () => await Report(await app.New(await app.NewTop(), OrganizationKind.Branch, OrganizationSeat.Community, "510104018003"), "510104018003"));
        var closed = await app.NewBranch();
        await app.Office().Organizations.DissolveOrganizationAsync(new() { RequestId = NewId(), Id = closed.Id, Reason = "单位撤销" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", () => Report(closed, SmallMap.Community));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Office().ReportIns.ReportUnitInAsync(new() { OrganizationId = NewId(), DivisionCode = SmallMap.Community }));
    }

    [Fact]
    public async Task Lists_are_narrowed_and_paged_and_show_those_who_last()
    {
        const string community = "510104018004";
        var reported = new List<ReportIn>();
        for (var i = 0; i < 3; i++)
        {
            reported.Add((await app.NewReportIn(community)).ReportIn);
            // Ids of one millisecond have no order.
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var (_, unit) = await app.NewUnit(community);
        await app.Office().ReportIns.EndReportInAsync(new() { RequestId = NewId(), Id = reported[0].Id, End = ReportInEnd.Withdrawn });
        async Task<string[]> Ids(ListReportInsRequest request) => [.. (await app.Office().ReportIns.ListReportInsAsync(request)).ReportIns.Select(r => r.Id)];
        Assert.Equal([unit.Id, reported[2].Id, reported[1].Id], await Ids(new() { DivisionCode = community }));
        Assert.Equal([unit.Id, reported[2].Id, reported[1].Id, reported[0].Id], await Ids(new() { DivisionCode = community, ShowEnded = true }));
        Assert.Equal([reported[2].Id, reported[1].Id], await Ids(new() { DivisionCode = community, Skill = "first-aid" }));
        Assert.Equal([unit.Id], await Ids(new() { DivisionCode = community, Kind = ReportInKind.Unit }));
        var page = await app.Office().ReportIns.ListReportInsAsync(new() { DivisionCode = community, PageSize = 2 });
        Assert.Equal([reported[1].Id], await Ids(new() { DivisionCode = community, PageSize = 2, PageToken = page.NextPageToken }));
    }

    [Fact]
    public async Task A_year_is_appraised_once_in_words_and_by_what_was_done()
    {
        // The clock of these scenarios only goes forward, and one of them goes past New Year.
        var year = Year;
        var (_, reported) = await app.NewReportIn();
        await app.Serve(reported);
        await app.Serve(reported);
        AppraiseReportInRequest In(int of) => new() { RequestId = NewId(), ReportInId = reported.Id, Year = of, Opinion = "为老服务热心，居民认可" };
        await Refused(StatusCode.FailedPrecondition, "YEAR_NOT_REPORTED_IN", () => app.Clerk().ReportIns.AppraiseReportInAsync(In(year - 1)));
        var appraisal = await app.Clerk().ReportIns.AppraiseReportInAsync(In(year));
        Assert.Equal((year, "为老服务热心，居民认可", 2, 180), (appraisal.Year, appraisal.Opinion, appraisal.ServiceCount, appraisal.Minutes));
        await Refused(StatusCode.AlreadyExists, "APPRAISED_ALREADY", () => app.Clerk().ReportIns.AppraiseReportInAsync(In(year)));
        Assert.Equal([appraisal], (await app.Clerk().ReportIns.ListAppraisalsAsync(new() { ReportInId = reported.Id, Year = year })).Appraisals);
        Assert.Empty((await app.Office("510105").ReportIns.ListAppraisalsAsync(new() { ReportInId = reported.Id })).Appraisals);
        Assert.True(await app.Query<bool>("select position(convert_to('居民', 'UTF8') in sealed_opinion) = 0 from year_appraisals where id = $1", Guid.Parse(appraisal.Id)));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        await WrongFields(() => app.Office().ReportIns.ReportMemberInAsync(new() { MemberId = "x", DivisionCode = "510104", Skills = { "First Aid" } }), "member_id", "division_code", "skills[0]");
        await WrongFields(() => app.Office().ReportIns.ReportUnitInAsync(new() { OrganizationId = "x", DivisionCode = "510104017999", Skills = { Enumerable.Repeat("it", 21) } }), "organization_id", "division_code", "skills");
        await WrongFields(() => app.Office().ReportIns.EndReportInAsync(new() { Id = "x", End = ReportInEnd.MembershipEnded }), "id", "end");
        await WrongFields(() => app.Office().ReportIns.AppraiseReportInAsync(new() { ReportInId = "x", Year = Year + 1, Opinion = "好" }), "report_in_id", "year", "opinion");
        await WrongFields(() => app.Office().ReportIns.ListReportInsAsync(new() { DivisionCode = "5", Kind = (ReportInKind)9, Skill = "A", PageSize = -1 }), "division_code", "kind", "skill", "page_size");
        await WrongFields(() => app.Office().ReportIns.ListAppraisalsAsync(new() { DivisionCode = "5", ReportInId = "x", Year = -1 }), "division_code", "report_in_id", "year");
        await WrongFields(() => app.Office().ReportIns.ListReceiptsAsync(new() { OrganizationId = "x", Kind = (ReceiptKind)9 }), "organization_id", "kind");
    }

    [Fact]
    public async Task Volunteers_own_client_is_told_who_reported_in_and_leaves_a_trace()
    {
        var (_, reported) = await app.NewReportIn();
        var (_, unit) = await app.NewUnit();
        var client = app.AsPartner("party.reportins.reveal", "51", clientId: "volunteers");
        var person = await client.ReportIns.RevealReportedMemberAsync(new() { Id = reported.Id, Purpose = "双报到党员登记为志愿者" });
        Assert.Equal(("王大山", "13812345678"), (person.Name, person.Phone));
        Assert.Equal(18, person.IdentityNumber.Length);
        Assert.Equal(["first-aid"], person.Skills);
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and subject = 'volunteers' and purpose = '双报到党员登记为志愿者'", Guid.Parse(reported.Id)));
        await WrongFields(() => client.ReportIns.RevealReportedMemberAsync(new() { Id = "x", Purpose = "查" }), "id", "purpose");
        await Refused(StatusCode.NotFound, "REPORT_IN_NOT_FOUND", () => client.ReportIns.RevealReportedMemberAsync(new() { Id = unit.Id, Purpose = "双报到党员登记为志愿者" }));
        await Refused(StatusCode.NotFound, "REPORT_IN_NOT_FOUND", () => app.AsPartner("party.reportins.reveal", "5107", clientId: "volunteers").ReportIns.RevealReportedMemberAsync(new() { Id = reported.Id, Purpose = "双报到党员登记为志愿者" }));
        // Nobody else holds it, those who registered the member neither; and what happened says no name.
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Clerk().ReportIns.RevealReportedMemberAsync(new() { Id = reported.Id, Purpose = "双报到党员登记为志愿者" }));
        Assert.DoesNotContain(await app.QueryAll<string>("select payload::text from events"), e => e.Contains(person.IdentityNumber, StringComparison.Ordinal) || e.Contains("大山", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_appraised_in_January_is_the_year_before()
    {
        var (_, reported) = await app.NewReportIn();
        await app.Serve(reported);
        var year = app.Clock.GetUtcNow().AddHours(8).Year;
        Task<YearAppraisal> Appraise(int of) => app.Office().ReportIns.AppraiseReportInAsync(new() { RequestId = NewId(), ReportInId = reported.Id, Year = of, Opinion = "为老服务热心" }).ResponseAsync;
        // Sichuan is in the new year eight hours before London.
        app.Clock.Advance(new DateTimeOffset(year + 1, 1, 1, 0, 30, 0, TimeSpan.FromHours(8)) - app.Clock.GetUtcNow());
        await WrongFields(() => app.Office().ReportIns.AppraiseReportInAsync(new() { ReportInId = reported.Id, Year = year + 1, Opinion = "为老服务热心" }), "year");
        var appraisal = await Appraise(0);
        Assert.Equal((year, 1, 90), (appraisal.Year, appraisal.ServiceCount, appraisal.Minutes));
        await Refused(StatusCode.AlreadyExists, "APPRAISED_ALREADY", () => Appraise(year));
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal((year + 1, 0), await Appraise(0) is var next ? (next.Year, next.ServiceCount) : default);
    }
}
