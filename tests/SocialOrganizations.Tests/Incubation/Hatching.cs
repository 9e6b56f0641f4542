using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Incubation;

/// <summary>Incubators, intakes and candidates as far along as a scenario needs them.</summary>
internal static class Hatching
{
    public static OpenIncubatorRequest ToOpen(string place = "510104017", int capacity = 5) => new() { RequestId = NewId(), DivisionCode = place, Name = "锦官驿社会组织孵化园", Offer = "工位、培训、财务托管", Capacity = capacity };

    public static OpenIntakeRequest ToAnnounce(SocialOrgsApp app, Incubator incubator, int places = 5) => new()
    {
        RequestId = NewId(), IncubatorId = incubator.Id, Title = "2026 年第一轮入驻", StartDate = app.Day(), EndDate = app.Day(), Places = places, PassPercent = 60,
        Criteria = { new Criterion { Title = "社区需求", Points = 40 }, new Criterion { Title = "团队能力", Points = 60 } },
    };

    public static async Task<Incubator> NewIncubator(this SocialOrgsApp app, string place = "510104017", int capacity = 5) => await app.Office(place[..6]).Incubators.OpenIncubatorAsync(ToOpen(place, capacity));

    public static async Task<Intake> NewIntake(this SocialOrgsApp app, Incubator incubator, int places = 5, params string[] panel)
    {
        var intake = await app.Office(incubator.DivisionCode[..6]).Intakes.OpenIntakeAsync(ToAnnounce(app, incubator, places));
        foreach (var subject in panel) await app.Office().Intakes.SeatPanelistAsync(new() { RequestId = NewId(), IntakeId = intake.Id, Subject = subject });
        return intake;
    }

    public static async Task<Candidacy> Applies(this SocialOrgsApp app, Intake intake, Organization? organization = null) =>
        await app.Office().Intakes.SubmitCandidacyAsync(new() { RequestId = NewId(), IntakeId = intake.Id, OrganizationId = (organization ?? await app.Incubating()).Id, Plan = "两年内成为能承接服务的社会组织" });

    public static SocialOrgsCaller Panel(this SocialOrgsApp app, string subject) => app.As("orgs-panelist", "510104", subject: subject);

    public static async Task Scored(this SocialOrgsApp app, Candidacy candidacy, params (string Subject, int First, int Second)[] scores)
    {
        foreach (var (subject, first, second) in scores) await app.Panel(subject).Intakes.ScoreCandidacyAsync(new() { RequestId = NewId(), CandidacyId = candidacy.Id, Points = { first, second } });
    }

    /// <summary>Applied in time, scored the day after by three.</summary>
    public static async Task<List<Candidacy>> Candidates(this SocialOrgsApp app, Intake intake, int count)
    {
        var candidacies = new List<Candidacy>();
        for (var i = 0; i < count; i++) candidacies.Add(await app.Applies(intake));
        app.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var candidacy in candidacies) await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        return candidacies;
    }

    public static async Task<Residency> Admitted(this SocialOrgsApp app, Incubator? incubator = null, Organization? organization = null)
    {
        var candidacy = await app.Applies(await app.NewIntake(incubator ?? await app.NewIncubator(), 1, "one", "two", "three"), organization);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        var admitted = await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id });
        return await app.Office().Residencies.GetResidencyAsync(new() { Id = admitted.ResidencyId });
    }

    public static SignResidencyRequest ToSign(SocialOrgsApp app, Residency residency) => new()
    {
        RequestId = NewId(), Id = residency.Id, Agreement = "锦孵〔2026〕3号", StartDate = app.Day(), EndDate = app.Day(365),
        Stages = { new PlannedStage { Title = "起步", DueDate = app.Day(90), Milestones = { "建立财务制度", "完成首次活动" } }, new PlannedStage { Title = "成长", DueDate = app.Day(365), Milestones = { "承接一个项目" } } },
    };

    public static async Task<Residency> Signed(this SocialOrgsApp app, Incubator? incubator = null, Organization? organization = null)
    {
        var residency = await app.Admitted(incubator, organization);
        return await app.Office().Residencies.SignResidencyAsync(ToSign(app, residency));
    }

    /// <summary>All its milestones reached and its stages passed.</summary>
    public static async Task<Residency> Passed(this SocialOrgsApp app, Incubator? incubator = null, Organization? organization = null)
    {
        var residency = await app.Signed(incubator, organization);
        foreach (var (stage, milestones) in new[] { (1, 2), (2, 1) })
        {
            for (var m = 1; m <= milestones; m++) await app.Office().Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = stage, MilestoneNumber = m, Evidence = "照片 2026-12" });
            residency = await app.Office(subject: "assessor").Residencies.PassStageAsync(new() { RequestId = NewId(), Id = residency.Id });
        }
        return residency;
    }

    /// <summary>Through an incubator to its final assessment.</summary>
    public static async Task Hatched(this SocialOrgsApp app, Organization organization) =>
        await app.Office(subject: "assessor").Residencies.GraduateResidencyAsync(new() { RequestId = NewId(), Id = (await app.Passed(organization: organization)).Id });
}
