using Governance.Party.V1;
using Governance.SocialOrgs.V1;
using Governance.Volunteers.V1;
using Grpc.Core;
using PartyPeople = Governance.Party.V1.People;

namespace Governance.SystemTests;

/// <summary>
/// The path of the plan, 志愿者 → 专业社工 → 社区工作者 → 专职工作者 (ch. 4 §2), by one person in three services: registered, certified, posted, hired. Each service keeps its own step, the volunteer's id joins
/// them, and the level that was certified before the hiring is proposed to those who grade.
/// </summary>
internal static class AVolunteerWhoIsHired
{
    private const string Community = "510104017002", County = "510104", Name = "罗晓棠", Number = "510104199706142185", Phone = "13512340987";

    public static async Task PlayAsync(Platform platform)
    {
        var (town, office, party) = (await platform.SignedInAsync("town"), await platform.SignedInAsync("orgsoffice"), await platform.SignedInAsync("partyoffice"));
        var (registry, workers, proposals) = (new Registrations.RegistrationsClient(town), new SocialWorkers.SocialWorkersClient(office), new LevelProposals.LevelProposalsClient(party));
        var now = TimeProvider.System.GetUtcNow().AddHours(8);
        string Day(int from = 0) => now.AddDays(from).ToString("yyyy-MM-dd", null);

        // 志愿者, and somebody else who is one too.
        var volunteer = await registry.RegisterVolunteerAsync(new() { RequestId = Id(), Name = Name, IdentityNumber = Number, Phone = Phone, DivisionCode = Community });
        var stranger = await registry.RegisterVolunteerAsync(new() { RequestId = Id(), Name = "范立新", IdentityNumber = "510104199706142193", Phone = "13512340988", DivisionCode = Community });

        // 专业社工: an id that is somebody else's is refused, for the registry knows better.
        var register = new RegisterSocialWorkerRequest
        {
            RequestId = Id(), DivisionCode = Community, Name = Name, IdentityNumber = Number, Phone = Phone, Level = SocialWorkLevel.SocialWorker, CertificateNumber = "20260510104000871", IssuedDate = Day(-60), ValidUntilDate = Day(1_000),
            VolunteerId = stranger.Id,
        };
        Assert.Equal("VOLUNTEER_NOT_THEIRS", (await Assert.ThrowsAsync<RpcException>(() => workers.RegisterSocialWorkerAsync(register).ResponseAsync)).GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason);
        (register.RequestId, register.VolunteerId) = (Id(), volunteer.Id);
        var worker = await workers.RegisterSocialWorkerAsync(register);
        Assert.Equal(volunteer.Id, worker.VolunteerId);
        async Task<bool> GrewAsync(string id, GrowthLevel level) => (await registry.ListGrowthStepsAsync(new() { Id = id })).Steps.Any(s => s.Level == level);
        await UntilAsync("the volunteer's path has the certificate", () => GrewAsync(volunteer.Id, GrowthLevel.SocialWorker));

        // 社区工作者: posted at the station of the community. A clerk with the paper in hand finds them.
        var station = await new SocialWorkStations.SocialWorkStationsClient(office).OpenSocialWorkStationAsync(new() { RequestId = Id(), DivisionCode = Community, Name = "崇德里社工室", PlannedStaff = 2 });
        var found = await workers.FindSocialWorkerAsync(new() { CertificateNumber = register.CertificateNumber, Purpose = "上岗核对证书" });
        await workers.PostSocialWorkerAsync(new() { RequestId = Id(), Id = found.Id, StationId = station.Id });
        await UntilAsync("the volunteer's path has the station", () => GrewAsync(volunteer.Id, GrowthLevel.CommunityWorker));
        Assert.Empty((await proposals.ListLevelProposalsAsync(new() { DivisionCode = Community })).Proposals);

        // 专职工作者: hired with that id; nobody types the level.
        await new Grades.GradesClient(party).SetGradeSchemeAsync(new()
        {
            RequestId = Id(),
            Scheme = new()
            {
                DivisionCode = County, SinceDate = "2020-01-01", CreditsNeeded = 40, Posts = { new PostGrades { Post = WorkerPost.Clerk, Lowest = 3, Highest = 8 } }, Years = { new YearGrades { Years = 3, Grades = 1 } },
                Educations = { new EducationGrades { Education = PersonEducation.Bachelor, Grades = 2 } }, Levels = { new LevelGrades { Level = ProfessionalLevel.SocialWorker, Grades = 2, AllowanceFen = 30_000 } },
            },
        });
        var person = await new PartyPeople.PeopleClient(party).EnterPersonAsync(new() { RequestId = Id(), DivisionCode = Community, Name = Name, IdentityNumber = Number, Phone = Phone, Education = PersonEducation.Bachelor });
        var hired = await new Workers.WorkersClient(party).AppointWorkerAsync(new() { RequestId = Id(), PersonId = person.Id, DivisionCode = Community, Post = WorkerPost.Clerk, HiredDate = Day(), VolunteerId = volunteer.Id });
        LevelProposal? proposal = null;
        await UntilAsync("the level is proposed", async () => (proposal = (await proposals.ListLevelProposalsAsync(new() { DivisionCode = Community })).Proposals.SingleOrDefault()) is not null);
        Assert.Equal((hired.Id, ProfessionalLevel.SocialWorker, LevelProposalState.Open, hired.Grade + 2), (proposal!.WorkerId, proposal.Level, proposal.State, proposal.ProposedGrade));
        Assert.Equal([PathStepKind.Volunteer, PathStepKind.SocialWorker, PathStepKind.CommunityWorker, PathStepKind.FullTimeWorker], (await workers.GetSocialWorkerAsync(new() { Id = worker.Id })).Path.Select(s => s.Kind));

        // Each step once, and none for whom it was nearly said to be.
        Assert.Equal([GrowthLevel.Volunteer, GrowthLevel.SocialWorker, GrowthLevel.CommunityWorker], (await registry.ListGrowthStepsAsync(new() { Id = volunteer.Id })).Steps.Select(s => s.Level));
        Assert.False(await GrewAsync(stranger.Id, GrowthLevel.SocialWorker));
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
