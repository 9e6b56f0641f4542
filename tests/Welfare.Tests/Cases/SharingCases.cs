using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Care;
using Governance.Welfare.Tests.People;
using Governance.Welfare.Tests.Protection;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Cases;

public sealed class SharingCases(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string Unit = "510104-31";

    private async Task<Case> ToShare(ConsentGround ground = ConsentGround.Self)
    {
        var person = await app.New();
        await app.Consents(person, ConsentPurpose.Health);
        await app.Consents(person, ConsentPurpose.Sharing, ground);
        await app.Supervisor().HealthNotes.AddHealthNoteAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "需协助洗浴", NoteDate = app.Day() });
        await app.Supervisor().Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "儿子", Name = "周强", Phone = "13811112222" });
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Ability(person, 70));
        return await app.InService(person);
    }

    private static OfferReferralRequest Refer(Case found, params SharedClass[] shared) => new() { RequestId = NewId(), CaseId = found.Id, Unit = Unit, Reason = "请提供康复服务", Shared = { shared } };

    [Fact]
    public async Task A_unit_sees_what_was_shared_and_nothing_else_and_only_while_it_holds()
    {
        var found = await ToShare();
        var (worker, clerk) = (app.Worker(), app.As("unit-clerk", "510104", Unit, "clerk"));
        var offered = await worker.CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Identity, SharedClass.Plan));
        await Refused(StatusCode.AlreadyExists, "REFERRAL_UNDER_WAY", () => worker.CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Identity)));
        await Refused(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", () => clerk.CaseReferrals.GetSharedViewAsync(new() { Id = offered.Id, Purpose = ReadPurpose.Service }));
        await Refused(StatusCode.NotFound, "REFERRAL_NOT_FOUND", () => app.As("unit-clerk", "510104", "510104-32").CaseReferrals.AcceptReferralAsync(new() { Id = offered.Id }));
        Assert.Equal("", Assert.Single((await clerk.CaseReferrals.ListReferralsAsync(new() { State = ReferralState.Offered, Purpose = ReadPurpose.Service, PageSize = 500 })).Referrals, r => r.Id == offered.Id).CaseId);
        await clerk.CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = offered.Id });
        var view = await clerk.CaseReferrals.GetSharedViewAsync(new() { Id = offered.Id, Purpose = ReadPurpose.Service });
        Assert.Equal(("陈桂芳", "13512345678", "居家安全"), (view.Person.Name, view.Person.Phone, view.Plan.Goals));
        Assert.Equal((0, 0, 0, 0), (view.Contacts.Count, view.HealthNotes.Count, view.Assessments.Count, view.Notes.Count));
        Assert.Contains("clerk GetSharedView Service", await app.Trail(found.PersonId));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => clerk.People.GetPersonAsync(new() { Id = found.PersonId, Purpose = ReadPurpose.Service }));

        var consent = (await worker.Consents.ListConsentsAsync(new() { PersonId = found.PersonId, Purpose = ReadPurpose.Case })).Consents.Single(c => c.Purpose == ConsentPurpose.Sharing);
        await worker.Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = consent.Id, Reason = "本人撤回" });
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => clerk.CaseReferrals.GetSharedViewAsync(new() { Id = offered.Id, Purpose = ReadPurpose.Service }));
        // A look that is denied is in the trail of whom it was about.
        Assert.Contains(await app.Trail(found.PersonId), e => e.EndsWith("GetSharedView Service CONSENT_MISSING", StringComparison.Ordinal));
        await worker.Consents.RecordConsentAsync(new() { RequestId = NewId(), PersonId = found.PersonId, Purpose = ConsentPurpose.Sharing, Consent = new() { Ground = ConsentGround.StatutoryDuty, GiveDate = app.Day() } });
        await worker.CaseReferrals.RevokeReferralAsync(new() { RequestId = NewId(), Id = offered.Id });
        Assert.Equal("Revoked", (await Refused(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", () => clerk.CaseReferrals.GetSharedViewAsync(new() { Id = offered.Id, Purpose = ReadPurpose.Service }))).Facts["state"]);

        var all = await worker.CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Contacts, SharedClass.HealthNotes, SharedClass.Assessments, SharedClass.Notes));
        await clerk.CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = all.Id });
        view = await clerk.CaseReferrals.GetSharedViewAsync(new() { Id = all.Id, Purpose = ReadPurpose.Service });
        Assert.Equal((null, null, "周强", "需协助洗浴", 70, 2), (view.Person, view.Plan, view.Contacts[0].Name, view.HealthNotes[0].Text, view.Assessments[0].Points, view.Notes.Count));
        await app.Close(found);
        Assert.Equal("Ended", (await Refused(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", () => clerk.CaseReferrals.GetSharedViewAsync(new() { Id = all.Id, Purpose = ReadPurpose.Service }))).Facts["state"]);
    }

    [Fact]
    public async Task What_was_offered_is_told_for_a_purpose_and_of_sealed_people_only_to_those_who_may_unseal()
    {
        var found = await ToShare();
        var (worker, clerk, supervisor) = (app.Worker(subject: "looks"), app.As("unit-clerk", "510104", Unit, "clerk-looks"), app.Supervisor());
        var referral = await worker.CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Identity));
        var transfer = await supervisor.CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居" });
        await WrongFields(() => worker.CaseReferrals.ListReferralsAsync(new()), "purpose");
        await WrongFields(() => supervisor.CaseTransfers.ListTransfersAsync(new()), "purpose");
        async Task<int> Referrals(WelfareCaller who) => (await who.CaseReferrals.ListReferralsAsync(new() { Purpose = ReadPurpose.Service, PageSize = 500 })).Referrals.Count(r => r.Id == referral.Id);
        async Task<int> Transfers(WelfareCaller who) => (await who.CaseTransfers.ListTransfersAsync(new() { Purpose = ReadPurpose.Supervision, PageSize = 500 })).Transfers.Count(t => t.Id == transfer.Id);
        Assert.Equal((1, 1, 1, 1), (await Referrals(worker), await Referrals(clerk), await Transfers(worker), await Transfers(app.Supervisor("510105"))));
        var trail = await app.Trail(found.Id);
        foreach (var entry in new[] { "looks ListReferrals Service", "clerk-looks ListReferrals Service", "looks ListTransfers Supervision" }) Assert.Contains(entry, trail);

        await supervisor.People.SealPersonAsync(new() { RequestId = NewId(), Id = found.PersonId, Reason = "本人申请封存" });
        Assert.Equal((0, 0, 0), (await Referrals(worker), await Referrals(clerk), await Transfers(worker)));
        Assert.Equal((1, 1), (await Referrals(supervisor), await Transfers(supervisor)));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => clerk.CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = referral.Id }));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.CaseReferrals.RevokeReferralAsync(new() { RequestId = NewId(), Id = referral.Id }));
        Assert.Equal(ReferralState.Revoked, (await supervisor.CaseReferrals.RevokeReferralAsync(new() { RequestId = NewId(), Id = referral.Id })).State);
    }

    [Fact]
    public async Task Without_consent_or_ground_nothing_is_shared()
    {
        var found = await app.InService();
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => app.Worker().CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Identity)));
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居" }));
        await WrongFields(() => app.Worker().CaseReferrals.OfferReferralAsync(new() { CaseId = found.Id, Shared = { SharedClass.Consents } }), "unit", "reason", "shared");
        var rejected = await app.Worker().CaseReferrals.OfferReferralAsync(Refer(await ToShare(ConsentGround.StatutoryDuty), SharedClass.Identity));
        var clerk = app.As("unit-clerk", "510104", Unit);
        Assert.Equal((ReferralState.Rejected, "名额已满"), (await clerk.CaseReferrals.RejectReferralAsync(new() { RequestId = NewId(), Id = rejected.Id, Reason = "名额已满" })) is var r ? (r.State, r.Answer) : default);
        await Refused(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", () => clerk.CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = rejected.Id }));
    }

    [Fact]
    public async Task A_transfer_takes_along_what_was_shared_and_leaves_a_stub()
    {
        var found = await ToShare();
        var (sender, receiver) = (app.Supervisor(subject: "sender"), app.Supervisor("510105", "receiver"));
        var task = await app.Worker().CaseTasks.GiveTaskAsync(new() { RequestId = NewId(), CaseId = found.Id, What = "联系家属", Worker = CaseLife.Reader, DueDate = app.Day(3) });
        var referral = await app.Worker().CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Identity));
        var offered = await sender.CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居", Shared = { SharedClass.HealthNotes, SharedClass.Plan } });
        await Refused(StatusCode.AlreadyExists, "TRANSFER_UNDER_WAY", () => sender.CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居" }));
        // Nothing moves before it is accepted, and the receiver sees the offer alone.
        Assert.Equal("随子女迁居", Assert.Single((await receiver.CaseTransfers.ListTransfersAsync(new() { State = CaseTransferState.Offered, Purpose = ReadPurpose.Case })).Transfers, t => t.Id == offered.Id).Reason);
        await Refused(StatusCode.NotFound, "CASE_NOT_FOUND", () => receiver.Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => receiver.People.GetPersonAsync(new() { Id = found.PersonId, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => sender.CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => receiver.CaseTransfers.RevokeTransferAsync(new() { RequestId = NewId(), Id = offered.Id }));
        await Refused(StatusCode.NotFound, "TRANSFER_NOT_FOUND", () => app.Supervisor("510703").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id }));
        await app.Worker().Cases.ProposeClosureAsync(new() { RequestId = NewId(), Id = found.Id, Outcome = CaseOutcome.MovedAway, Message = "已迁居外地" });
        await Refused(StatusCode.FailedPrecondition, "TRANSFER_UNDER_WAY", () => sender.Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Approve = true }));
        await Refused(StatusCode.FailedPrecondition, "CLOSURE_WAITS", () => receiver.CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id }));
        await sender.Cases.DecideClosureAsync(new() { RequestId = NewId(), Id = found.Id, Reason = "转往新居住地" });
        Assert.Equal(CaseTransferState.Accepted, (await receiver.CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id })).State);

        var there = await receiver.Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case });
        Assert.Equal((CaseState.Open, SmallMap.NextCounty, "", "", CaseLimitKind.Plan, "居家安全"), (there.State, there.DivisionCode, there.Worker, there.Summary, there.DueKind, there.Plan.Goals));
        Assert.Equal("需协助洗浴", Assert.Single((await receiver.HealthNotes.ListHealthNotesAsync(new() { PersonId = found.PersonId, Purpose = ReadPurpose.Case })).Notes).Text);
        Assert.Empty((await receiver.Contacts.ListContactsAsync(new() { PersonId = found.PersonId, Purpose = ReadPurpose.Case })).Contacts);
        Assert.Empty((await receiver.Assessments.ListAssessmentsAsync(new() { PersonId = found.PersonId, Purpose = ReadPurpose.Case })).Assessments);
        Assert.Empty((await receiver.CaseNotes.ListCaseNotesAsync(new() { CaseId = found.Id, Purpose = ReadPurpose.Case })).Notes);
        Assert.Equal([CaseStepKind.Transferred], (await receiver.CaseNotes.ListCaseStepsAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case })).Steps.Select(s => s.Kind));

        var stub = await sender.Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Case });
        Assert.Equal((CaseState.Transferred, SmallMap.Community, offered.Id, ""), (stub.State, stub.DivisionCode, stub.TransferId, stub.PersonId));
        await Refused(StatusCode.NotFound, "CASE_NOT_FOUND", () => sender.CaseNotes.ListCaseNotesAsync(new() { CaseId = found.Id, Purpose = ReadPurpose.Case }));
        await Refused(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", () => app.As("unit-clerk", "510104", Unit).CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = referral.Id }));
        Assert.Equal((short)CaseTaskState.Dropped, await app.Query<short>("select state from case_tasks where id = $1", Guid.Parse(task.Id)));
        Assert.Single(await app.Events("CaseTransferred"), e => e.Contains(found.Id, StringComparison.Ordinal));

        // What stayed does not follow when the person moves on inside the receiver's area.
        await receiver.People.UpdatePersonAsync(new() { RequestId = NewId(), Id = found.PersonId, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = "510105003003" });
        Assert.Empty((await receiver.Contacts.ListContactsAsync(new() { PersonId = found.PersonId, Purpose = ReadPurpose.Case })).Contacts);
        Assert.Equal(1, await app.Query<long>("select count(*) from contacts where person_id = $1 and area = $2", Guid.Parse(found.PersonId), SmallMap.Community));
    }

    [Fact]
    public async Task An_open_report_goes_with_the_child_and_orders_where_the_provider_serves()
    {
        var child = await app.New(app.Child());
        await app.Consents(child, ConsentPurpose.Sharing, ConsentGround.Guardian);
        var provider = await OrderingCare.ProviderAsync(app, "510104");
        var order = await app.Supervisor().CareOrders.PlaceCareOrderAsync(OrderingCare.ToPlace(app, child, provider));
        await app.As("resident", SmallMap.Community).ChildReports.ReportChildAtRiskAsync(ProtectingAChild.ToReport());
        var report = await app.Query<Guid>("select id from child_reports where person_id is null and area = $1 order by id desc limit 1", SmallMap.Community);
        await app.Supervisor().ChildReports.RespondToChildReportAsync(new() { RequestId = NewId(), Id = report.ToString(), PersonId = child.Id, Text = "已到场，孩子平安" });
        Task<string> Where() => app.Query<string>("select concat_ws(' ', (select area || ' ' || state from care_orders where id = $1), (select area from child_reports where id = $2), (select string_agg(distinct area, ',') from child_report_steps where report_id = $2))", Guid.Parse(order.Id), report);
        // Inside the county everything that is open goes along; the provider serves there too.
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = child.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });
        Assert.Equal($"{SmallMap.OtherTown} 1 {SmallMap.OtherTown} {SmallMap.OtherTown}", await Where());
        child.DivisionCode = SmallMap.OtherTown;
        var found = await app.Opened(child, SmallMap.OtherTown);
        var offered = await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随父母迁居" });
        await app.Supervisor("510105").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id });
        Assert.Equal($"{SmallMap.OtherTown} 5 {SmallMap.NextCounty} {SmallMap.NextCounty}", await Where());
    }

    [Fact]
    public async Task Both_sides_at_once_one_wins_and_the_case_is_in_one_place()
    {
        var (sender, receiver) = (app.Supervisor(), app.Supervisor("510105"));
        for (var round = 0; round < 4; round++)
        {
            var found = await ToShare();
            var offered = await sender.CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居" });
            var outcomes = await Task.WhenAll(
                Outcome(() => receiver.CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id })), Outcome(() => sender.CaseTransfers.RevokeTransferAsync(new() { RequestId = NewId(), Id = offered.Id })),
                Outcome(() => receiver.CaseTransfers.RejectTransferAsync(new() { RequestId = NewId(), Id = offered.Id, Reason = "名额已满" })), Outcome(() => receiver.CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id })));
            Assert.True(outcomes.Count(o => o == "OK") == 1 && outcomes.Count(o => o == "TRANSFER_ENDED") == 3, string.Join(", ", outcomes));
            var moved = outcomes[0] == "OK" || outcomes[3] == "OK";
            Assert.Equal(moved ? SmallMap.NextCounty : SmallMap.Community, await app.Query<string>("select distinct c.area from cases c join people p on p.id = c.person_id and p.area = c.area where c.id = $1", Guid.Parse(found.Id)));
        }
    }

    private static async Task<string> Outcome<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
            return "OK";
        }
        catch (RpcException e)
        {
            return Outcomes.Read(e).Reason;
        }
    }

    [Fact]
    public async Task Of_a_case_whose_person_must_be_found_out_again_nothing_is_shared_any_more()
    {
        var found = await ToShare();
        var (worker, clerk) = (app.Worker(), app.As("unit-clerk", "510104", Unit, "clerk-late"));
        var referral = await worker.CaseReferrals.OfferReferralAsync(Refer(found, SharedClass.Identity));
        await clerk.CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = referral.Id });
        await app.Close(found);
        // As OnCallDispatched leaves it when the appeal is dispatched again while the person has another case.
        await app.QueryAll<int>("update cases set person_id = null, state = 1 where id = $1", Guid.Parse(found.Id));
        await Refused(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", () => clerk.CaseReferrals.GetSharedViewAsync(new() { Id = referral.Id, Purpose = ReadPurpose.Service }));
        Assert.Contains("clerk-late GetSharedView Service REFERRAL_NOT_THERE", await app.Trail(found.Id));
    }
}
