using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Records;

[Collection(WithBroker.Name)]
public sealed class RecordingService(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task Records_of_one_person_never_overlap_and_are_twelve_hours_a_day_at_most_however_fast_they_come()
    {
        var volunteer = await app.NewVolunteer();
        var day = app.Clock.GetUtcNow().AddDays(-3).Date;
        EnterRecordRequest At(double from, double until) => new()
        {
            RequestId = NewId(), VolunteerId = volunteer.Id, DivisionCode = SmallMap.Community, Kind = "general",
            StartTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(DateTime.SpecifyKind(day.AddHours(from), DateTimeKind.Utc)), EndTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(DateTime.SpecifyKind(day.AddHours(until), DateTimeKind.Utc)),
        };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try { return (await app.Town().Records.EnterRecordAsync(At(1 + i % 2, 3 + i % 2))).Id; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Equal(19, outcomes.Count(o => o == "RECORDS_OVERLAP"));
        await app.Town().Records.EnterRecordAsync(At(4, 13.5));                                     // 2 + 9.5 hours; until 21:30 in China
        await Refused(StatusCode.FailedPrecondition, "MORE_THAN_A_DAY", () => app.Town().Records.EnterRecordAsync(At(14, 15)));
        await app.Town().Records.EnterRecordAsync(At(14, 14.5));
        Assert.Equal(720, await app.Query<long>("select sum(minutes) from service_records where volunteer_id = $1", Guid.Parse(volunteer.Id)));
    }

    [Fact]
    public async Task A_record_is_never_edited_a_correction_reverses_it_once_and_hours_stars_and_minutes_follow()
    {
        var volunteer = await app.NewVolunteer();
        var id = Guid.Parse(volunteer.Id);
        for (var i = 10; i > 1; i--) await Serve(volunteer, -24 * i, 12);
        var last = await Serve(volunteer, -23, 12);
        await Minutes(id, 7200);
        Assert.Equal(1, (await app.Town().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id })).Stars);

        var right = await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = last.Id, Reason = "签退时间有误", StartTime = app.In(-23), EndTime = app.In(-22.5) });
        Assert.Equal((-720, last.Id, 30), (right.Reversal.Minutes, right.Reversal.ReversesId, right.Record.Minutes));
        await Minutes(id, 6510);
        await EventuallyAsync("the time bank follows", async () => await app.Query<long>("select balance from accounts where id = $1", id), balance => balance == 6510);
        await Refused(StatusCode.FailedPrecondition, "RECORD_REVERSED_ALREADY", () => app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = last.Id, Reason = "再冲一次" }));
        await Refused(StatusCode.FailedPrecondition, "RECORD_IS_A_REVERSAL", () => app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = right.Reversal.Id, Reason = "冲正冲正" }));
        Assert.Equal(last, (await app.Town().Records.ListRecordsAsync(new() { VolunteerId = volunteer.Id })).Records.Single(r => r.Id == last.Id));
        Assert.True((await app.Town().TimeBank.ProveBalanceAsync(new() { AccountId = volunteer.Id })).Proven);

        await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = right.Record.Id, Reason = "未参加服务" });
        await Serve(volunteer, -23, 12);        // the span is free again
    }

    [Fact]
    public async Task What_a_clerk_has_reversed_in_the_time_bank_is_not_in_the_way_of_a_correction()
    {
        var volunteer = await app.NewVolunteer();
        var id = Guid.Parse(volunteer.Id);
        var record = await Serve(volunteer, -30, 2);
        await Minutes(id, 120);
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", id), balance => balance == 120);
        var earned = Assert.Single((await app.County().TimeBank.ListPostingsAsync(new() { AccountId = volunteer.Id })).Postings);
        await app.County().TimeBank.ReversePostingAsync(new() { RequestId = NewId(), Id = earned.Id, Reason = "不应计入时间银行" });
        await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = record.Id, Reason = "未参加服务" });
        await Minutes(id, 0);
        Assert.Equal((0, 0), (await app.Query<long>("select balance from accounts where id = $1", id), await app.Query<long>("select sum(balance)::bigint from accounts")));
    }

    [Fact]
    public async Task A_certificate_says_what_the_records_said_is_verified_by_anybody_and_says_when_it_no_longer_holds()
    {
        var volunteer = await app.NewVolunteer();
        await Refused(StatusCode.FailedPrecondition, "NOTHING_SERVED", () => app.Town().Records.IssueCertificateAsync(new() { RequestId = NewId(), VolunteerId = volunteer.Id }));
        await Serve(volunteer, -48, 2.5);
        var wrong = await Serve(volunteer, -24, 4);
        await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = wrong.Id, Reason = "未参加服务" });
        var certificate = await app.Town().Records.IssueCertificateAsync(new() { RequestId = NewId(), VolunteerId = volunteer.Id });
        Assert.Equal((150L, 1), (certificate.Minutes, certificate.RecordCount));

        var paper = await app.Town().Records.PrintCertificateAsync(new() { Id = certificate.Id });
        Assert.Equal("%PDF-1."u8.ToArray(), paper.Pdf.Take(7));
        using (var pdf = UglyToad.PdfPig.PdfDocument.Open(paper.Pdf.ToByteArray()))
        {
            var text = string.Concat(pdf.GetPage(1).Text.Where(c => !char.IsWhiteSpace(c)));
            foreach (var expected in new[] { "志愿服务记录证明", "李小明", "2.5小时", certificate.Number, certificate.VerificationCode, "***********" }) Assert.Contains(expected, text, StringComparison.Ordinal);
            Assert.All(pdf.GetPage(1).Letters, l => Assert.DoesNotContain("Helvetica", l.FontName ?? "", StringComparison.Ordinal));
        }
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and purpose is not null", Guid.Parse(certificate.Id)));

        var anybody = app.AsNobody();
        var seen = await anybody.Records.VerifyCertificateAsync(new() { Number = certificate.Number, VerificationCode = certificate.VerificationCode });
        Assert.Equal((true, "李**", 150L), (seen.Valid, seen.NameMasked, seen.Minutes));
        await Refused(StatusCode.NotFound, "CERTIFICATE_NOT_FOUND", () => anybody.Records.VerifyCertificateAsync(new() { Number = certificate.Number, VerificationCode = "0000000000000000" }));
        await app.County().Records.WithdrawCertificateAsync(new() { RequestId = NewId(), Id = certificate.Id, Reason = "记录不实" });
        seen = await anybody.Records.VerifyCertificateAsync(new() { Number = certificate.Number, VerificationCode = certificate.VerificationCode });
        Assert.Equal((false, true), (seen.Valid, seen.WithdrawTime is not null));
        await Refused(StatusCode.FailedPrecondition, "CERTIFICATE_WITHDRAWN", () => app.County().Records.WithdrawCertificateAsync(new() { Id = certificate.Id, Reason = "记录不实" }));
        await Refused(StatusCode.NotFound, "CERTIFICATE_NOT_FOUND", () => app.County("510105").Records.PrintCertificateAsync(new() { Id = certificate.Id }));
    }

    [Fact]
    public async Task A_child_whose_guardian_takes_the_consent_back_is_on_no_paper_any_more()
    {
        var request = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-13).ToString("yyyyMMdd", null)));
        request.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true, ToChildData = true };
        var child = await app.Town().Registrations.RegisterVolunteerAsync(request);
        await Serve(child, -5, 1);
        await Minutes(Guid.Parse(child.Id), 60);
        var certificate = await app.Town().Records.IssueCertificateAsync(new() { RequestId = NewId(), VolunteerId = child.Id });
        await app.Town().Records.PrintCertificateAsync(new() { Id = certificate.Id });
        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "监护人书面撤回" });

        await Refused(StatusCode.NotFound, "CERTIFICATE_NOT_FOUND", () => app.Town().Records.PrintCertificateAsync(new() { Id = certificate.Id }));
        var seen = await app.AsNobody().Records.VerifyCertificateAsync(new() { Number = certificate.Number, VerificationCode = certificate.VerificationCode });
        Assert.Equal((false, ""), (seen.Valid, seen.NameMasked));
        Assert.Empty((await app.Town().Records.ListRecordsAsync(new() { VolunteerId = child.Id })).Records);
        await Refused(StatusCode.NotFound, "ACCOUNT_NOT_FOUND", () => app.Town().TimeBank.ListPostingsAsync(new() { AccountId = child.Id }));
    }

    [Fact]
    public async Task Account_and_certificates_follow_a_volunteer_who_moves()
    {
        var volunteer = await app.NewVolunteer();
        await Serve(volunteer, -5, 1);
        await Minutes(Guid.Parse(volunteer.Id), 60);
        var certificate = await app.Town().Records.IssueCertificateAsync(new() { RequestId = NewId(), VolunteerId = volunteer.Id });
        await app.As("county-centre", "510104,510105").Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = volunteer.Id, DivisionCode = SmallMap.NextCounty });

        await EventuallyAsync("they have moved", async () => await app.Query<string>("select a.area || c.area from accounts a join certificates c on c.volunteer_id = a.id where a.id = $1", Guid.Parse(volunteer.Id)),
            areas => areas == SmallMap.NextCounty + SmallMap.NextCounty);
        await Refused(StatusCode.NotFound, "ACCOUNT_NOT_FOUND", () => app.County().TimeBank.GetAccountAsync(new() { Id = volunteer.Id }));
        await Refused(StatusCode.NotFound, "CERTIFICATE_NOT_FOUND", () => app.County().Records.PrintCertificateAsync(new() { Id = certificate.Id }));
        Assert.Equal(60, (await app.County("510105").TimeBank.GetAccountAsync(new() { Id = volunteer.Id })).BalanceMinutes);
    }

    [Fact]
    public async Task Figures_are_the_sums_of_the_records_by_child_division()
    {
        var (one, other) = (await app.NewVolunteer(), await app.NewVolunteer());
        async Task<(long, long)> Seen()
        {
            var day = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow());
            var reply = await app.County().Records.GetServiceFiguresAsync(new() { DivisionCode = "510104", FromDate = day.AddDays(-300).ToString("yyyy-MM-dd", null), ToDate = day.ToString("yyyy-MM-dd", null) });
            Assert.Equal(reply.Total.Minutes, reply.Children.Sum(c => c.Minutes));
            return (reply.Total.Minutes, reply.Total.RecordCount);
        }
        var before = await Seen();
        await Serve(one, -200, 2);
        var wrong = await Serve(other, -200, 3);
        await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = wrong.Id, Reason = "未参加服务" });
        Assert.Equal((before.Item1 + 120, before.Item2 + 1), await Seen());
        // Who may not read the records is told of no group of fewer than five.
        var today = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).ToString("yyyy-MM-dd", null);
        var lonely = await app.NewVolunteer(SmallMap.NextCounty);
        await app.County("510105").Records.EnterRecordAsync(new() { RequestId = NewId(), VolunteerId = lonely.Id, DivisionCode = SmallMap.NextCounty, Kind = "general", StartTime = app.In(-200), EndTime = app.In(-199) });
        var past = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(-300).ToString("yyyy-MM-dd", null);
        foreach (var (by, told) in new[] { (app.County("510105"), true), (app.As("province-operator", "51"), false), (app.As("auditor", "51"), false) })
        {
            var figures = (await by.Records.GetServiceFiguresAsync(new() { DivisionCode = "510105", FromDate = past, ToDate = today })).Children.Single(c => c.DivisionCode == SmallMap.NextCounty[..9]);
            Assert.True(figures.VolunteerCount is > 0 and < 5 == told, $"{figures}");
            Assert.Equal((!told, told), (figures.Suppressed, figures.Minutes > 0));
        }
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.County("510105").Records.GetServiceFiguresAsync(new() { DivisionCode = "510104", FromDate = "2026-01-01", ToDate = "2026-02-01" }));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        await WrongFields(() => app.Town().Records.EnterRecordAsync(new()), "volunteer_id", "kind", "division_code", "start_time", "end_time");
        var volunteer = await app.NewVolunteer();
        await WrongFields(() => app.Town().Records.EnterRecordAsync(new() { VolunteerId = volunteer.Id, Kind = "general", DivisionCode = SmallMap.Community, StartTime = app.In(-2), EndTime = app.In(-1.75) }), "end_time");
        await WrongFields(() => app.Town().Records.EnterRecordAsync(new() { VolunteerId = volunteer.Id, Kind = "general", DivisionCode = SmallMap.Community, StartTime = app.In(-1), EndTime = app.In(1) }), "end_time");
        await WrongFields(() => app.Town().Records.CorrectRecordAsync(new()), "id", "reason");
        await WrongFields(() => app.County().Records.GetServiceFiguresAsync(new() { DivisionCode = "x", FromDate = "x" }), "division_code", "from_date", "to_date");
        await WrongFields(() => app.AsNobody().Records.VerifyCertificateAsync(new()), "number", "verification_code");
    }

    private Task<ServiceRecord> Serve(Volunteer volunteer, double startsIn, double hours) => app.Town().Records.EnterRecordAsync(new()
    {
        RequestId = NewId(), VolunteerId = volunteer.Id, DivisionCode = SmallMap.Community, Kind = "elderly-care", StartTime = app.In(startsIn), EndTime = app.In(startsIn + hours),
    }).ResponseAsync;

    private Task Minutes(Guid volunteer, long minutes) => EventuallyAsync("the hours are counted", async () => await app.Query<long>("select served_minutes from volunteers where id = $1", volunteer), n => n == minutes);
}
