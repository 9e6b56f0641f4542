using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Assessments;

/// <summary>Gradings and blacklistings as far along as a scenario needs them.</summary>
internal static class Judging
{
    private static int days;

    public static SetGradingSchemeRequest ToScheme(SocialOrgsApp app, int from = 0, string division = "510104", OrganizationKind kind = 0) => new()
    {
        RequestId = NewId(),
        Scheme = new()
        {
            DivisionCode = division, Kind = kind, SinceDate = app.Day(from), ObjectionDays = 7, ValidYears = 5, GradePercents = { 50, 60, 70, 80, 90 },
            Criteria = { new Criterion { Title = "基础条件", Points = 40 }, new Criterion { Title = "工作绩效", Points = 60 } },
        },
    };

    public static async Task GradingScheme(this SocialOrgsApp app) => await app.Office().Gradings.SetGradingSchemeAsync(ToScheme(app, -1_000 + Interlocked.Increment(ref days)));

    public static async Task<Grading> AppliedForGrading(this SocialOrgsApp app, Organization? organization = null, params string[] panel)
    {
        await app.GradingScheme();
        var grading = await app.Office().Gradings.ApplyForGradingAsync(new() { RequestId = NewId(), OrganizationId = (organization ?? await app.Entered()).Id });
        foreach (var subject in panel) await app.Office().Gradings.SeatGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id, Subject = subject });
        return grading;
    }

    public static SocialOrgsCaller Judge(this SocialOrgsApp app, string subject) => app.As("orgs-panelist", "510104", subject: subject);

    public static async Task Scored(this SocialOrgsApp app, Grading grading, params (string Subject, int First, int Second)[] scores)
    {
        foreach (var (subject, first, second) in scores) await app.Judge(subject).Gradings.ScoreGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Points = { first, second } });
    }

    public static async Task<Grading> Announced(this SocialOrgsApp app, Organization? organization = null, string by = "announcer")
    {
        var grading = await app.AppliedForGrading(organization, "one", "two", "three");
        await app.Scored(grading, ("one", 35, 50), ("two", 34, 50), ("three", 33, 50));
        return await app.Office(subject: by).Gradings.AnnounceGradingAsync(new() { RequestId = NewId(), Id = grading.Id });
    }

    public static ProposeBlacklistingRequest ToPropose(Organization organization) => new() { RequestId = NewId(), OrganizationId = organization.Id, Reason = "骗取政府购买服务资金", HearingDays = 15 };

    public static async Task<Blacklisting> Proposed(this SocialOrgsApp app, Organization organization) => await app.Office(subject: "inspector").Credit.ProposeBlacklistingAsync(ToPropose(organization));

    /// <summary>Its own staff have spoken. One that has none is given somebody who does.</summary>
    public static async Task<Blacklisting> Heard(this SocialOrgsApp app, Organization organization)
    {
        var owner = (await app.QueryAll<string>("select owner from organizations where id = $1 and owner is not null", Guid.Parse(organization.Id))).SingleOrDefault();
        if (owner is null) await app.Staffed(organization.Id, owner = "speaks-for-" + organization.Id);
        var listing = await app.Proposed(organization);
        return await app.Staff(owner).Credit.StateBlacklistingAsync(new() { RequestId = NewId(), Id = listing.Id, Statement = "我机构对事实无异议" });
    }

    /// <summary>Heard, and listed by another person.</summary>
    public static async Task<Blacklisting> Listed(this SocialOrgsApp app, Organization organization)
    {
        var listing = await app.Heard(organization);
        return await app.Office(subject: "judge").Credit.DecideBlacklistingAsync(new() { RequestId = NewId(), Id = listing.Id, Listed = true, Reason = "事实清楚" });
    }

    public static async Task<Blacklisting> Lifted(this SocialOrgsApp app, Blacklisting listing) => await app.Office(subject: "chief").Credit.LiftBlacklistingAsync(new() { RequestId = NewId(), Id = listing.Id, Reason = "已完成信用修复" });
}
