using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

/// <summary>What the slices about grading and credit share.</summary>
internal sealed class AssessmentDesk(SocialOrgsDb db, Caller caller, Grants grants, TimeProvider clock)
{
    public string Me => caller.Subject;

    /// <summary>The caller has a role by which panels are seated.</summary>
    public bool MayScore => grants.Of("socialorgs.gradings.score", caller.Roles) != Reach.None;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>The scheme that holds today for an organisation: the nearest division's, there its own kind's, there the latest.</summary>
    public async Task<GradingScheme> SchemeAsync(Organization organization, CancellationToken cancel)
    {
        var (today, above) = (Today, new List<string>());
        for (var at = organization.Area; at is not null; at = Area.ParentOf(at)) above.Add(at);
        return await db.GradingSchemes.AsNoTracking().Where(s => above.Contains(s.Area) && s.Since <= today && (s.Kind == null || s.Kind == organization.Kind))
            .OrderByDescending(s => s.Area.Length).ThenByDescending(s => s.Kind != null).ThenByDescending(s => s.Since).FirstOrDefaultAsync(cancel) ?? throw AssessmentRefusals.NoScheme();
    }

    public async Task<GradingScheme> SchemeOfAsync(Grading grading, CancellationToken cancel) => await db.GradingSchemes.AsNoTracking().FirstAsync(s => s.Id == grading.SchemeId, cancel);

    public async Task<Grading> FindAsync(Guid id, CancellationToken cancel) => await db.Gradings.FirstOrDefaultAsync(g => g.Id == id, cancel) ?? throw AssessmentRefusals.NoGrading(id.ToString());

    /// <summary>The grading, which nobody scores, objects to or decides before the transaction ends.</summary>
    public async Task<Grading> HoldAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from gradings where id = {id} for no key update", cancel);
        return await FindAsync(id, cancel);
    }

    /// <summary>Whose grading it is: who asks for the organisation does so before they hold the row, in the order of whoever changes its staff.</summary>
    public async Task<Guid> OrganizationOfAsync(Guid id, CancellationToken cancel) =>
        await db.Gradings.Where(g => g.Id == id).Select(g => (Guid?)g.OrganizationId).FirstOrDefaultAsync(cancel) ?? throw AssessmentRefusals.NoGrading(id.ToString());

    /// <summary>Who calls, as a member of the panel.</summary>
    public async Task<GradingPanelist> MeAsync(Guid gradingId, CancellationToken cancel) =>
        await db.GradingPanelists.FirstOrDefaultAsync(p => p.GradingId == gradingId && p.Subject == caller.Subject, cancel) ?? throw IncubationRefusals.NotOnThePanel();

    public Task<List<GradingPanelist>> PanelAsync(Guid gradingId, CancellationToken cancel) => db.GradingPanelists.AsNoTracking().Where(p => p.GradingId == gradingId).ToListAsync(cancel);

    /// <summary>What the panel says. A score of somebody who has recused themselves does not count.</summary>
    public async Task<(Scores Scores, IReadOnlyList<GradingScore> Given, IReadOnlyList<GradingPanelist> Panel)> ReviewAsync(Grading grading, GradingScheme scheme, CancellationToken cancel)
    {
        var panel = await PanelAsync(grading.Id, cancel);
        var barred = panel.Where(p => p.HasDeclared(grading)).Select(p => p.Id).ToHashSet();
        var given = (await db.GradingScores.AsNoTracking().Where(s => s.GradingId == grading.Id).OrderBy(s => s.ScoredAt).ToListAsync(cancel)).Where(s => !barred.Contains(s.PanelistId)).ToList();
        return (new Scores([.. given.Select(s => s.Total)], scheme.Points, scheme.OutlierPercent), given, panel);
    }

    public async Task<Blacklisting> BlacklistingAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var listing = await db.Blacklistings.FirstOrDefaultAsync(b => b.Id == key, cancel) ?? throw AssessmentRefusals.NoBlacklisting(id);
        Etag.Match(etag, listing.Version);
        return listing;
    }

    public Wire.Grading Of(Grading grading) => new()
    {
        Id = grading.Id.ToString(), OrganizationId = grading.OrganizationId.ToString(), OrganizationName = grading.OrganizationName, DivisionCode = grading.Area, State = (Wire.GradingState)grading.State, SchemeId = grading.SchemeId.ToString(),
        AnnouncedGrade = (Wire.OrganizationGrade)(grading.Announced ?? 0), Grade = (Wire.OrganizationGrade)(grading.Grade ?? 0), ObjectionEndTime = grading.ObjectionsEndAt?.ToTimestamp(), ValidUntilDate = grading.ValidUntil.Day(),
        Expired = grading.ValidUntil < Today, ApplyTime = grading.AppliedAt.ToTimestamp(), Etag = Etag.Of(grading.Version),
    };

    public static Wire.GradingScheme Of(GradingScheme scheme)
    {
        var wire = new Wire.GradingScheme
        {
            Id = scheme.Id.ToString(), DivisionCode = scheme.Area, Kind = (Wire.OrganizationKind)(scheme.Kind ?? 0), SinceDate = scheme.Since.Day(), MinScores = scheme.MinScores, OutlierPercent = scheme.OutlierPercent,
            ObjectionDays = scheme.ObjectionDays, ValidYears = scheme.ValidYears,
        };
        wire.Criteria.AddRange(scheme.CriterionTitles.Select((title, i) => new Wire.Criterion { Title = title, Points = scheme.CriterionPoints[i] }));
        wire.GradePercents.AddRange(scheme.GradePercents);
        return wire;
    }

    public static Wire.GradingPanelist Of(GradingPanelist panelist)
    {
        var wire = new Wire.GradingPanelist { Id = panelist.Id.ToString(), GradingId = panelist.GradingId.ToString(), Subject = panelist.Subject, Recused = panelist.Recused };
        wire.OrganizationIds.AddRange(panelist.OrganizationIds.Select(o => o.ToString()));
        return wire;
    }

    public static Wire.GradingScore Of(GradingScore score, bool outlier)
    {
        var wire = new Wire.GradingScore { PanelistId = score.PanelistId.ToString(), Total = score.Total, Outlier = outlier, ScoreTime = score.ScoredAt.ToTimestamp() };
        wire.Points.AddRange(score.Points);
        return wire;
    }

    public static Wire.GradingObjection Of(GradingObjection objection) =>
        new() { Number = objection.Number, Statement = objection.Statement, State = (Wire.ObjectionState)objection.State, Answer = objection.Answer, Grade = (Wire.OrganizationGrade)(objection.Grade ?? 0), ObjectTime = objection.At.ToTimestamp() };

    public static Wire.CreditEntry Of(CreditEntry entry) => new()
    {
        Id = entry.Id.ToString(), OrganizationId = entry.OrganizationId.ToString(), Kind = (Wire.CreditKind)entry.Kind, Reason = entry.Reason, Reference = entry.Reference, CreditDate = entry.On.Day(), RecordTime = entry.RecordedAt.ToTimestamp(),
    };

    public static Wire.Blacklisting Of(Blacklisting listing) => new()
    {
        Id = listing.Id.ToString(), OrganizationId = listing.OrganizationId.ToString(), OrganizationName = listing.OrganizationName, DivisionCode = listing.Area, State = (Wire.BlacklistingState)listing.State, Reason = listing.Reason,
        HearingEndDate = listing.HearingEndsOn.Day(), Statement = listing.Statement, ListTime = listing.ListedAt?.ToTimestamp(), LiftTime = listing.LiftedAt?.ToTimestamp(), Etag = Etag.Of(listing.Version),
    };
}
