using Governance.Events.SocialOrgs.V1;
using Governance.Events.Volunteers.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Workers;

/// <summary>A level that the social organisations' service has certified is proposed, and nobody types it.</summary>
[Collection(WithBroker.Name)]
public sealed class ProposingLevels(PartyAppWithBroker app)
{
    private async Task Certified(Guid volunteer, string level, Guid? told = null) => await app.PublishAsync(new SocialWorkerCertified(Guid.Parse(NewId()), "510104", level, volunteer, app.Clock.GetUtcNow()), told);

    private Task<LevelProposal> Proposed(Worker worker, LevelProposalState state = LevelProposalState.Open) => EventuallyAsync("the level is proposed",
        async () => (await app.Office().LevelProposals.ListLevelProposalsAsync(new() { State = state, PageSize = 500 })).Proposals.SingleOrDefault(p => p.WorkerId == worker.Id), p => p is not null)!;

    private async Task<(Worker Worker, Guid Volunteer)> Hired(Guid? who = null)
    {
        await app.SetScheme("510104");
        var (place, volunteer) = (Boards.NewCommunity(), who ?? Guid.Parse(NewId()));
        var request = Crews.ToAppoint(await app.NewPerson(place, education: PersonEducation.Senior), place);
        request.VolunteerId = volunteer.ToString();
        return (await app.Office().Workers.AppointWorkerAsync(request), volunteer);
    }

    [Fact]
    public async Task Accepted_it_is_a_certificate_and_the_grade_follows_with_the_next_regrading()
    {
        var (worker, volunteer) = await Hired();
        for (var i = 0; i < 2; i++) await Certified(volunteer, "SocialWorker");
        var proposal = await Proposed(worker);
        Assert.Equal((ProfessionalLevel.SocialWorker, "赵小川", worker.Grade, (await app.Computed(worker)).Grade + 2), (proposal.Level, proposal.Name, proposal.Grade, proposal.ProposedGrade));
        await Refused(StatusCode.NotFound, "LEVEL_PROPOSAL_NOT_FOUND", () => app.Office("510105").LevelProposals.AcceptLevelProposalAsync(new() { Id = proposal.Id, IssuedDate = "2026-03-01" }));
        var accepted = await app.Office().LevelProposals.AcceptLevelProposalAsync(new() { RequestId = NewId(), Id = proposal.Id, IssuedDate = "2026-03-01", Number = "202603011234", Etag = proposal.Etag });
        Assert.Equal(LevelProposalState.Accepted, accepted.State);
        Assert.Equal((ProfessionalLevel.SocialWorker, worker.Grade), ((await app.Now(worker)).Level, (await app.Now(worker)).Grade));
        Assert.Equal(proposal.ProposedGrade, (await app.Computed(worker)).Grade);
        Assert.Equal(["****1234"], (await app.Office().Workers.ListWorkerCertificatesAsync(new() { Id = worker.Id })).Certificates.Select(c => c.NumberMasked));
        await Refused(StatusCode.FailedPrecondition, "LEVEL_PROPOSAL_DECIDED", () => app.Office().LevelProposals.DismissLevelProposalAsync(new() { Id = proposal.Id, Reason = "并非本人" }));
    }

    [Fact]
    public async Task Certified_before_they_were_hired_it_is_proposed_once_when_it_is_told_again()
    {
        var (volunteer, early, again) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Certified(volunteer, "SocialWorker", early);
        await EventuallyAsync("there was nobody to propose it for", () => Consumed(early));
        var (worker, _) = await Hired(volunteer);
        Assert.Equal(0, await Proposals(worker));
        // As the social organisations' service does when it learns of the hiring; and once more, and for another event.
        for (var i = 0; i < 2; i++) await Certified(volunteer, "SocialWorker", again);
        var proposal = await Proposed(worker);
        await app.Office().LevelProposals.DismissLevelProposalAsync(new() { RequestId = NewId(), Id = proposal.Id, Reason = "证书系他人所有" });
        var last = Guid.Parse(NewId());
        await Certified(volunteer, "SocialWorker", last);
        await EventuallyAsync("it is told once more", () => Consumed(last));
        Assert.Equal(1, await Proposals(worker));
    }

    [Fact]
    public async Task Who_has_reported_in_before_is_hired_as_that_volunteer_and_nobody_types_it()
    {
        await app.SetScheme("510104");
        var (place, number, volunteer) = (Boards.NewCommunity(), PartyApp.NewNumber(), Guid.Parse(NewId()));
        await ReportsIn(await MemberWith(number), place, volunteer);
        var worker = await app.Office().Workers.AppointWorkerAsync(Crews.ToAppoint(await app.NewPerson(place, number), place));
        Assert.Single(await app.Events("WorkerAppointed"), e => e.Contains(worker.Id, StringComparison.Ordinal) && e.Contains(volunteer.ToString(), StringComparison.Ordinal));
    }

    private async Task<string> MemberWith(string number)
    {
        await app.Office("51").Enter("51", NewId(), 1, Members.Rosters.Row(await app.NewBranch("510105"), MemberState.Full, number));
        return (await app.Office("51").Members.FindMemberAsync(new() { IdentityNumber = number, Purpose = "核对名册" })).MemberId;
    }

    private async Task ReportsIn(string member, string place, Guid volunteer)
    {
        await app.Office().ReportIns.ReportMemberInAsync(new() { RequestId = NewId(), MemberId = member, DivisionCode = place });
        await app.PublishAsync(new MemberRecognized(volunteer, place, Guid.Parse(member), app.Clock.GetUtcNow()));
        await EventuallyAsync("the volunteer is known", async () => await app.Query<long>("select count(*) from report_ins where volunteer_id = $1", volunteer) == 1);
    }

    private Task<bool> Consumed(Guid told) => app.Query<bool>("select exists (select from inbox where event_id = $1)", told);

    private Task<long> Proposals(Worker worker) => app.Query<long>("select count(*) from level_proposals where worker_id = $1", Guid.Parse(worker.Id));

    [Fact]
    public async Task Accepted_as_it_is_nothing_is_typed_again_and_it_gives_the_allowance()
    {
        var (worker, volunteer) = await Hired();
        Assert.Equal(0, (await app.Computed(worker)).AllowanceFen);
        await Certified(volunteer, "Senior");
        var proposal = await Proposed(worker);
        await app.Office().LevelProposals.AcceptLevelProposalAsync(new() { RequestId = NewId(), Id = proposal.Id });
        var certificate = Assert.Single((await app.Office().Workers.ListWorkerCertificatesAsync(new() { Id = worker.Id })).Certificates);
        Assert.Equal((ProfessionalLevel.Senior, proposal.CertifiedDate), (certificate.Level, certificate.IssuedDate));
        Assert.True((await app.Computed(worker)).AllowanceFen > 0);
    }

    [Fact]
    public async Task Who_reported_in_as_a_member_is_known_by_the_number_and_what_is_no_news_is_not_proposed()
    {
        await app.SetScheme("510104");
        var (place, number, volunteer) = (Boards.NewCommunity(), PartyApp.NewNumber(), Guid.Parse(NewId()));
        var member = await MemberWith(number);
        var worker = await app.Office().Workers.AppointWorkerAsync(Crews.ToAppoint(await app.NewPerson(place, number), place));
        await ReportsIn(member, place, volunteer);
        await app.Certify(worker, ProfessionalLevel.Assistant);
        await Certified(volunteer, "Assistant");
        await Certified(Guid.Parse(NewId()), "Senior");
        await Certified(volunteer, "Senior");
        var proposal = await Proposed(worker);
        Assert.Equal(ProfessionalLevel.Senior, proposal.Level);
        await app.Office().LevelProposals.DismissLevelProposalAsync(new() { RequestId = NewId(), Id = proposal.Id, Reason = "证书系他人所有" });
        Assert.Equal(proposal.Id, (await Proposed(worker, LevelProposalState.Dismissed)).Id);
        Assert.Equal(ProfessionalLevel.Assistant, (await app.Now(worker)).Level);
    }
}
