using System.Text.Json;
using Governance.Events.Grid.V1;
using Governance.Events.Volunteers.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.ReportIns;

/// <summary>What follows by event: receipts at home, what Volunteers knows and records, what ends by itself.</summary>
[Collection(WithBroker.Name)]
public sealed class FollowingReportIns(PartyAppWithBroker app)
{
    private static Guid NewGuid() => Guid.Parse(NewId());

    private Task<List<Receipt>> Receipts(Organization home, int count, bool openOnly = false) => EventuallyAsync("receipts are at home",
        async () => (await app.Office("51").ReportIns.ListReceiptsAsync(new() { OrganizationId = home.Id, OpenOnly = openOnly })).Receipts.ToList(), receipts => receipts.Count == count);

    private async Task<ReportIn> Now(ReportIn reported) => await app.Office("51").ReportIns.GetReportInAsync(new() { Id = reported.Id });

    private async Task<Guid> Recognize(Member member, Guid? volunteer = null)
    {
        var id = volunteer ?? NewGuid();
        await app.PublishAsync(new MemberRecognized(id, SmallMap.Community, Guid.Parse(member.Id), app.Clock.GetUtcNow()));
        return id;
    }

    private async Task<List<JsonElement>> Told(Member member) => [.. (await app.Events("MemberServed")).Where(e => e.Contains(member.Id, StringComparison.Ordinal)).Select(e => JsonDocument.Parse(e).RootElement)];

    private ServiceRecorded Record(Guid volunteer, double hours, Guid? id = null) =>
        new(id ?? NewGuid(), SmallMap.OtherTown, volunteer, null, "culture", app.Clock.GetUtcNow().AddHours(hours), 60, app.Clock.GetUtcNow());

    [Fact]
    public async Task The_home_organisation_gets_a_receipt_and_each_year_the_appraisal_and_acknowledges_both()
    {
        var home = await app.NewBranch("510105");
        var member = await app.NewMember(home);
        var reported = await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(member));
        var receipt = Assert.Single(await Receipts(home, 1));
        Assert.Equal((ReceiptKind.ReportIn, reported.Id, SmallMap.Community, member.Id, "王**", home.Name, null, null),
            (receipt.Kind, receipt.ReportInId, receipt.DivisionCode, receipt.MemberId, receipt.MemberNameMasked, receipt.OrganizationName, receipt.Appraisal, receipt.AcknowledgeTime));
        // The community does not acknowledge for the home organisation, nor see what it is told.
        await Refused(StatusCode.NotFound, "RECEIPT_NOT_FOUND", () => app.Office().ReportIns.AcknowledgeReceiptAsync(new() { Id = receipt.Id }));
        Assert.Empty((await app.Office().ReportIns.ListReceiptsAsync(new() { OrganizationId = home.Id })).Receipts);
        Assert.Null((await Now(reported)).AcknowledgeTime);
        var acknowledged = await app.Office("510105").ReportIns.AcknowledgeReceiptAsync(new() { RequestId = NewId(), Id = receipt.Id, Etag = receipt.Etag });
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(acknowledged.AcknowledgeTime, (await app.Office("510105").ReportIns.AcknowledgeReceiptAsync(new() { RequestId = NewId(), Id = receipt.Id })).AcknowledgeTime);
        Assert.Equal(acknowledged.AcknowledgeTime, (await Now(reported)).AcknowledgeTime);

        var year = app.Clock.GetUtcNow().Year;
        await app.Office().ReportIns.AppraiseReportInAsync(new() { RequestId = NewId(), ReportInId = reported.Id, Year = year, Opinion = "为老服务热心，居民认可" });
        var appraised = Assert.Single(await Receipts(home, 1, openOnly: true));
        Assert.Equal((ReceiptKind.Appraisal, year, "为老服务热心，居民认可"), (appraised.Kind, appraised.Appraisal.Year, appraised.Appraisal.Opinion));
        Assert.Single((await app.Office("510105").ReportIns.ListReceiptsAsync(new() { OrganizationId = home.Id, Kind = ReceiptKind.Appraisal })).Receipts);
    }

    [Fact]
    public async Task News_of_one_report_in_from_several_sides_at_once_is_one_receipt()
    {
        var home = await app.NewBranch("510105");
        var member = await app.NewMember(home);
        var reported = await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(member));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.PublishAsync(new Events.Party.V1.MemberReportedIn(Guid.Parse(reported.Id), SmallMap.Community, Guid.Parse(member.Id), app.Clock.GetUtcNow()), NewGuid())));
        await Receipts(home, 1);
        // Whatever a consumer saw, the table takes no second one.
        var twice = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<long>("""
            with twice as (insert into receipts (id, area, kind, organization_id, report_in_id, appraisal_id, sent_at, version, event_sequence)
              select gen_random_uuid(), area, kind, organization_id, report_in_id, appraisal_id, sent_at, 1, 0 from receipts where report_in_id = $1 returning 1) select count(*) from twice
            """, Guid.Parse(reported.Id)));
        Assert.Equal("ux_receipts", twice.ConstraintName);
    }

    [Fact]
    public async Task A_service_that_contradicts_another_record_is_shown_to_the_clerk()
    {
        var (member, reported) = await app.NewReportIn();
        var volunteer = await Recognize(member);
        await EventuallyAsync("the volunteer is known", async () => await app.Query<long>("select count(*) from report_ins where volunteer_id = $1", volunteer) == 1);
        await app.Serve(reported);
        var entry = Assert.Single(await app.Entries(reported));
        await app.PublishAsync(new ServiceRefused(Guid.Parse(entry.Id), SmallMap.Community, volunteer, "Overlap", app.Clock.GetUtcNow()));
        var shown = await EventuallyAsync("the entry says so", async () => (await app.Office().ServiceItems.ListRefusedServicesAsync(new() { PageSize = 500 })).Entries.Where(e => e.Id == entry.Id).ToList(), all => all.Count == 1);
        Assert.Equal(ServiceRefusal.Overlap, shown[0].Refusal);
        Assert.DoesNotContain(entry.Id, (await app.Office("510703").ServiceItems.ListRefusedServicesAsync(new() { PageSize = 500 })).Entries.Select(e => e.Id));
        // What contradicted it was reversed, and it is a record after all.
        await app.PublishAsync(Record(volunteer, -1, Guid.Parse(entry.Id)));
        await EventuallyAsync("it is a record", async () => Assert.Single(await app.Entries(reported)) is { Refusal: ServiceRefusal.Unspecified, RecordId.Length: > 0 });
    }

    [Fact]
    public async Task Who_is_transferred_stays_reported_in_and_the_new_home_is_told_and_who_is_out_is_reported_in_no_more()
    {
        var (from, to) = (await app.NewBranch("510105"), await app.NewBranch());
        var member = await app.NewMember(from);
        var reported = await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(member));
        await Receipts(from, 1);
        var letter = await app.Office("510105").Transfers.IssueTransferAsync(new() { RequestId = NewId(), MemberId = member.Id, ToId = to.Id });
        await app.Office().Transfers.ReceiveTransferAsync(new() { RequestId = NewId(), Id = letter.Id });
        Assert.Equal(reported.Id, Assert.Single(await Receipts(to, 1)).ReportInId);
        Assert.Equal((to.Id, ReportInState.Active), ((await Now(reported)).OrganizationId, (await Now(reported)).State));
        await app.Office().Members.EndMembershipAsync(new() { RequestId = NewId(), Id = member.Id, End = MembershipEnd.Left, Date = "2026-03-01", Reason = "本人申请退党" });
        await EventuallyAsync("the report-in has ended", async () => await Now(reported) is { State: ReportInState.Ended, End: ReportInEnd.MembershipEnded });
        Assert.Single(await app.Events("ReportInEnded"), e => e.Contains(reported.Id, StringComparison.Ordinal) && e.Contains("MembershipEnded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_unit_that_is_merged_is_reported_in_no_more_and_what_it_was_told_is_its_successors()
    {
        var (unit, reported) = await app.NewUnit();
        await Receipts(unit, 1);
        var successor = await app.NewBranch();
        await app.Office().Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = unit.Id, IntoId = successor.Id, Reason = "单位合并" });
        await EventuallyAsync("the report-in has ended", async () => await Now(reported) is { State: ReportInState.Ended, End: ReportInEnd.UnitDissolved });
        Assert.Equal(reported.Id, Assert.Single(await Receipts(successor, 1)).ReportInId);
        await Receipts(unit, 0);
    }

    [Fact]
    public async Task News_of_mergers_out_of_their_order_bring_a_receipt_to_the_last_successor()
    {
        var (unit, reported) = await app.NewUnit();
        await Receipts(unit, 1);
        var (second, third) = (await app.NewBranch(), await app.NewBranch());
        foreach (var (from, into) in new[] { (unit, second), (second, third) }) await app.Office().Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = from.Id, IntoId = into.Id, Reason = "单位合并" });
        await Receipts(third, 1);
        // As if the news of the first merger came last: the receipt is still where it was.
        await app.Query<int>("update receipts set organization_id = $2 where report_in_id = $1 returning 1", Guid.Parse(reported.Id), Guid.Parse(unit.Id));
        await app.PublishAsync(new Events.Party.V1.OrganizationDissolved(Guid.Parse(unit.Id), unit.DivisionCode, Guid.Parse(second.Id), app.Clock.GetUtcNow()), NewGuid());
        await Receipts(third, 1);
        await Receipts(second, 0);
    }

    [Fact]
    public async Task Volunteers_is_told_of_a_confirmed_service_once_before_or_after_it_knows_the_member()
    {
        var (member, reported) = await app.NewReportIn();
        await app.Serve(reported);
        Assert.Empty(await Told(member));
        var volunteer = await Recognize(member);
        var first = Assert.Single(await EventuallyAsync("what waited is told", () => Told(member), told => told.Count > 0));
        var entry = Assert.Single(await app.Entries(reported));
        Assert.Equal((entry.Id, volunteer.ToString(), 90, "elderly-care", SmallMap.Community, reported.Id),
            (first.GetProperty("entryId").GetString(), first.GetProperty("volunteerId").GetString(), first.GetProperty("minutes").GetInt32(), first.GetProperty("kind").GetString(), first.GetProperty("area").GetString(), first.GetProperty("reportInId").GetString()));
        Assert.Equal(volunteer.ToString(), (await Now(reported)).VolunteerId);
        // Told again, and known from now on: the next one at once, the first never again.
        await Recognize(member, volunteer);
        await app.Serve(reported);
        Assert.Equal(2, (await Told(member)).Count);
        // Whatever else is recognized comes after it in the queue.
        var (other, otherIn) = await app.NewReportIn();
        await Recognize(other);
        await EventuallyAsync("the other one is recognized", async () => (await Now(otherIn)).VolunteerId.Length > 0);
        Assert.Equal(2, (await Told(member)).Count);
    }

    [Fact]
    public async Task A_units_members_are_told_by_the_report_in_of_each()
    {
        var (unit, reported) = await app.NewUnit();
        var members = await app.NewMembers(unit, 2);
        var own = await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(members[0], SmallMap.OtherTown));
        var volunteer = await Recognize(members[0]);
        await EventuallyAsync("the member is known", async () => (await Now(own)).VolunteerId == volunteer.ToString());
        await app.Serve(reported, members[0], members[1]);
        Assert.Single(await Told(members[0]));
        Assert.Empty(await Told(members[1]));
        await app.Office().ReportIns.ReportMemberInAsync(Reported.ToReport(members[1], SmallMap.OtherTown));
        await Recognize(members[1]);
        await EventuallyAsync("the other member is told", () => Told(members[1]), told => told.Count == 1);
    }

    [Fact]
    public async Task What_volunteers_records_is_entered_once_and_what_came_from_here_is_not_entered_again()
    {
        var (member, reported) = await app.NewReportIn();
        var volunteer = await Recognize(member);
        await EventuallyAsync("the member is known", async () => (await Now(reported)).VolunteerId.Length > 0);
        await app.Serve(reported);
        var ours = Assert.Single(await app.Entries(reported));
        Assert.Equal("", ours.RecordId);
        // Volunteers has made a record of it, under the entry's id.
        await app.PublishAsync(Record(volunteer, -1, Guid.Parse(ours.Id)));
        // And one of its own, twice, and one from before the member reported in.
        var (theirs, before) = (Record(volunteer, -0.5), Record(volunteer, -200));
        await app.PublishAsync(before);
        await app.PublishAsync(theirs);
        await app.PublishAsync(theirs);
        var last = Record(volunteer, -0.25);
        await app.PublishAsync(last);
        var entries = await EventuallyAsync("the last is entered", () => app.Entries(reported), all => all.Exists(e => e.RecordId == last.RecordId.ToString()));
        Assert.Equal(3, entries.Count);
        Assert.Equal((ours.Id, "elderly-care", 90, SmallMap.Community), entries.Single(e => e.UndertakingId.Length > 0) is var kept ? (kept.RecordId, kept.Kind, kept.Minutes, kept.DivisionCode) : default);
        Assert.Equal(("culture", 60, SmallMap.OtherTown, false), entries.Single(e => e.RecordId == theirs.RecordId.ToString()) is var entered ? (entered.Kind, entered.Minutes, entered.DivisionCode, entered.Corrected) : default);
        Assert.Single(await Told(member));

        // Reversed there: it counts here no more, whichever it was.
        foreach (var record in new[] { Guid.Parse(ours.Id), theirs.RecordId }) await app.PublishAsync(new ServiceCorrected(NewGuid(), SmallMap.Community, volunteer, record, 60, app.Clock.GetUtcNow()));
        await EventuallyAsync("two are corrected", () => app.Entries(reported), all => all.Count(e => e.Corrected) == 2);
        var appraisal = await app.Office().ReportIns.AppraiseReportInAsync(new() { RequestId = NewId(), ReportInId = reported.Id, Year = app.Clock.GetUtcNow().Year, Opinion = "为老服务热心" });
        Assert.Equal((1, 60), (appraisal.ServiceCount, appraisal.Minutes));
    }

    [Fact]
    public async Task A_correction_that_overtakes_its_record_leaves_it_corrected()
    {
        var (member, reported) = await app.NewReportIn();
        var volunteer = await Recognize(member);
        await EventuallyAsync("the member is known", async () => (await Now(reported)).VolunteerId.Length > 0);
        app.Clock.Advance(TimeSpan.FromHours(2));
        var record = Record(volunteer, -1);
        await app.PublishAsync(new ServiceCorrected(NewGuid(), SmallMap.OtherTown, volunteer, record.RecordId, 60, app.Clock.GetUtcNow()));
        await EventuallyAsync("the correction is here", () => app.Entries(reported), all => all.Count == 1);
        await app.PublishAsync(record);
        var entry = Assert.Single(await EventuallyAsync("the record is here", () => app.Entries(reported), all => all.TrueForAll(e => e.Kind == "culture")));
        Assert.True(entry.Corrected);
        Assert.Equal(record.StartsAt, entry.StartTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task What_was_recorded_before_the_member_is_recognized_waits_and_is_entered_once()
    {
        var (member, reported) = await app.NewReportIn();
        var volunteer = NewGuid();
        app.Clock.Advance(TimeSpan.FromHours(3));
        // Before the report-in; within it; within it and reversed; reversed, and the reversal comes first; of somebody else, who never is a member.
        var (before, counts, reversed, late, stranger) = (Record(volunteer, -48), Record(volunteer, -2), Record(volunteer, -1.5), Record(volunteer, -1), Record(NewGuid(), -1));
        ServiceCorrected Correction(ServiceRecorded of) => new(NewGuid(), of.Area, volunteer, of.RecordId, of.Minutes, app.Clock.GetUtcNow());
        Task<bool> Kept(ServiceRecorded record) => app.Query<bool>("select exists (select from waiting_records where record_id = $1)", record.RecordId);
        await app.PublishAsync(Correction(late));
        await EventuallyAsync("the reversal waits", () => Kept(late));
        foreach (var record in new[] { before, counts, counts, reversed, stranger }) await app.PublishAsync(record);
        await EventuallyAsync("the last one waits", () => Kept(stranger));
        await app.PublishAsync(Correction(reversed));
        await EventuallyAsync("it waits reversed", () => app.Query<bool>("select corrected_at is not null from waiting_records where record_id = $1", reversed.RecordId));
        Assert.Empty(await app.Entries(reported));

        await Recognize(member, volunteer);
        var entries = await EventuallyAsync("what waited is entered", () => app.Entries(reported), all => all.Count > 0);
        Assert.Equal(new[] { (counts.RecordId.ToString(), false, "culture", 60, SmallMap.OtherTown), (reversed.RecordId.ToString(), true, "culture", 60, SmallMap.OtherTown) }.Order(), entries.Select(e => (e.RecordId, e.Corrected, e.Kind, e.Minutes, e.DivisionCode)).Order());
        // What comes now finds what waited; what was kept in vain is gone, and what nobody has claimed waits on.
        await app.PublishAsync(late);
        await app.PublishAsync(counts);
        await EventuallyAsync("the late one is entered", () => app.Entries(reported), all => all.Count == 3 && all.Single(e => e.RecordId == late.RecordId.ToString()).Corrected);
        await Recognize(member, volunteer);
        var (other, otherIn) = await app.NewReportIn();
        await Recognize(other);
        await EventuallyAsync("whatever is recognized comes after it", async () => (await Now(otherIn)).VolunteerId.Length > 0);
        Assert.Equal(3, (await app.Entries(reported)).Count);
        Assert.Equal([stranger.RecordId], await app.QueryAll<Guid>("select record_id from waiting_records where volunteer_id = any ($1)", (object)new[] { volunteer, stranger.VolunteerId }));
        var appraisal = await app.Office().ReportIns.AppraiseReportInAsync(new() { RequestId = NewId(), ReportInId = reported.Id, Opinion = "为老服务热心" });
        Assert.Equal((1, 60), (appraisal.ServiceCount, appraisal.Minutes));
    }

    [Fact]
    public async Task What_waits_in_vain_is_forgotten()
    {
        await app.NewReportIn();
        app.Clock.Advance(TimeSpan.FromHours(2));
        var (old, fresh) = (Record(NewGuid(), -1), Record(NewGuid(), -0.5));
        await app.PublishAsync(old);
        await EventuallyAsync("it waits", () => app.Query<bool>("select exists (select from waiting_records where record_id = $1)", old.RecordId));
        await app.Query<int>("update waiting_records set kept_at = kept_at - interval '93 days' where record_id = $1 returning 1", old.RecordId);
        await app.PublishAsync(fresh);
        await EventuallyAsync("the next one waits", () => app.Query<bool>("select exists (select from waiting_records where record_id = $1)", fresh.RecordId));
        Assert.False(await app.Query<bool>("select exists (select from waiting_records where record_id = $1)", old.RecordId));
    }

    [Fact]
    public async Task A_community_that_merges_takes_its_report_ins_and_services_with_it()
    {
        const string former = "510104030003", successor = "510104030004";
        var (_, reported) = await app.NewReportIn(former);
        var undertaking = await app.NewUndertaking(reported);
        await app.PublishAsync(new CommunitiesReorganized(NewGuid(), "510104", [former], [successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("it is in the successor", async () => (await Now(reported)).DivisionCode == successor);
        app.Clock.Advance(TimeSpan.FromHours(2));
        var town = app.Clerk(successor[..9]);
        await town.ServiceItems.CompleteUndertakingAsync(app.ToEnter(undertaking));
        Assert.Equal(successor, (await town.ServiceItems.ConfirmUndertakingAsync(new() { RequestId = NewId(), Id = undertaking.Id, Feedback = "老人很满意" })).DivisionCode);
    }
}
