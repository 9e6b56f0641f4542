using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>
/// What the slices about incubation share. Who admits asks for the organisation and holds the candidate, the intake and then the incubator, who scores holds the candidate and shares the intake, who seats a panelist holds the
/// intake alone, who applies asks for the organisation and shares the incubator, who ends a residency or closes holds the incubator: nobody waits in a circle.
/// </summary>
internal sealed class IncubationDesk(SocialOrgsDb db, Caller caller, Grants grants, DivisionMap map, Blacklist blacklist, TimeProvider clock)
{
    public string Me => caller.Subject;

    /// <summary>The caller has a role by which panels are seated.</summary>
    public bool MayScore => grants.Of("socialorgs.candidacies.score", caller.Roles) != Reach.None;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Intakes of the caller's divisions and of those above: they are announced to everybody there.</summary>
    public IQueryable<Intake> Announced => db.Everywhere<Intake>("an intake is announced to everybody in its division").AsNoTracking().InOrAbove(caller.Areas);

    /// <summary>The incubator, of which nobody takes or frees a place before the transaction ends.</summary>
    public async Task<Incubator?> HoldIncubatorAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from incubators where id = {id} for no key update", cancel);
        return await db.Incubators.FirstOrDefaultAsync(i => i.Id == id, cancel);
    }

    /// <summary>One of these incubators, which nobody closes before the transaction ends.</summary>
    public async Task<Incubator?> ShareIncubatorAsync(IQueryable<Incubator> of, Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from incubators where id = {id} for share", cancel);
        return await of.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancel);
    }

    /// <summary>The intake, to which nobody is admitted and in which nobody scores before the transaction ends.</summary>
    public async Task<Intake?> HoldIntakeAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from intakes where id = {id} for no key update", cancel);
        return await db.Intakes.FirstOrDefaultAsync(i => i.Id == id, cancel);
    }

    /// <summary>The intake, to whose panel nobody is added before the transaction ends; many may score in it at once.</summary>
    public async Task<Intake> ShareIntakeAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from intakes where id = {id} for share", cancel);
        return await db.Intakes.AsNoTracking().FirstAsync(i => i.Id == id, cancel);
    }

    /// <summary>The candidacy, which nobody scores or decides before the transaction ends.</summary>
    public async Task<Candidacy> HoldCandidacyAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from candidacies where id = {id} for no key update", cancel);
        return await db.Candidacies.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw IncubationRefusals.NoCandidacy(id.ToString());
    }

    public async Task<Residency> ResidencyAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var residency = await db.Residencies.Include(r => r.Stages).FirstOrDefaultAsync(r => r.Id == key, cancel) ?? throw IncubationRefusals.NoResidency(id);
        Etag.Match(etag, residency.Version);
        return residency;
    }

    public async Task<Wire.Residency> ChangeAsync(string id, string etag, Check check, Action<Residency> change, CancellationToken cancel)
    {
        var residency = await ResidencyAsync(id, etag, check, cancel);
        change(residency);
        return await db.SaveAsync(() => Of(residency), cancel);
    }

    /// <summary>The same of something that its organisation is given by it.</summary>
    public async Task<Wire.Residency> GiveAsync(string id, string etag, Check check, Action<Residency, Organization> give, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var residency = await ResidencyAsync(id, etag, check, cancel);
        give(residency, await blacklist.AskAsync(residency.OrganizationId, cancel));
        var reply = await db.SaveAsync(() => Of(residency), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    /// <summary>An organisation that has ended leaves its place, wherever that is.</summary>
    public async Task LeaveAsync(Guid organizationId, CancellationToken cancel)
    {
        var open = db.Residencies.Where(r => r.OrganizationId == organizationId && r.EndedOn == null);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await open.Select(r => (Guid?)r.IncubatorId).FirstOrDefaultAsync(cancel) is not { } incubatorId || await HoldIncubatorAsync(incubatorId, cancel) is not { } incubator) return;
        // Read after the lock: it may have been ended in the meantime.
        if (await open.FirstOrDefaultAsync(cancel) is not { } residency) return;
        residency.Exit(incubator, Me, Today, Now);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Who calls, as a member of the panel.</summary>
    public async Task<Panelist> MeAsync(Guid intakeId, CancellationToken cancel) =>
        await db.Panelists.FirstOrDefaultAsync(p => p.IntakeId == intakeId && p.Subject == caller.Subject, cancel) ?? throw IncubationRefusals.NotOnThePanel();

    /// <summary>Who is barred from scoring a candidacy does not decide on it either.</summary>
    public async Task MustNotBeBarredAsync(Candidacy candidacy, CancellationToken cancel)
    {
        var me = await db.Panelists.AsNoTracking().FirstOrDefaultAsync(p => p.IntakeId == candidacy.IntakeId && p.Subject == caller.Subject, cancel);
        if (me?.IsBarredFrom(candidacy) == true) throw IncubationRefusals.ConflictOfInterest();
    }

    /// <summary>
    /// Seats somebody on the panel of an intake that is held. Once a score has been given they come only where a candidacy lacks panelists, and score no other: nobody is seated to outweigh what has been read.
    /// </summary>
    /// <param name="intake">The intake.</param>
    /// <param name="next">Who is seated.</param>
    /// <param name="silent">Whose place it is, who scores nothing any more.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task SeatAsync(Intake intake, Panelist next, Guid? silent, CancellationToken cancel)
    {
        var candidacies = db.Candidacies.AsNoTracking().Where(c => c.IntakeId == intake.Id);
        var given = await db.PanelScores.Where(s => candidacies.Any(c => c.Id == s.CandidacyId)).Select(s => new { s.CandidacyId, s.PanelistId }).ToHashSetAsync(cancel);
        var panel = await db.Panelists.Where(p => p.IntakeId == intake.Id).ToListAsync(cancel);
        var open = await candidacies.Where(c => c.State == CandidacyState.Submitted).ToListAsync(cancel);
        if (silent is { } former)
        {
            var gone = panel.Find(p => p.Id == former) ?? throw IncubationRefusals.NoPanelist();
            foreach (var candidacy in open.Where(c => !given.Contains(new { CandidacyId = c.Id, PanelistId = former }))) gone.Recuse(candidacy);
        }
        if (given.Count == 0) return;
        // Who has scored counts, whatever they have become since: so does their score.
        int MayScore(Candidacy candidacy) => panel.Count(p => !p.IsBarredFrom(candidacy) || given.Contains(new { CandidacyId = candidacy.Id, PanelistId = p.Id }));
        var lacking = open.Where(c => PanelRule.MayStillSeat(MayScore(c), intake.MinScores, given.Count > 0)).ToList();
        if (lacking.All(next.IsBarredFrom)) throw IncubationRefusals.PanelComplete();
        foreach (var candidacy in open.Except(lacking)) next.Recuse(candidacy);
    }

    public async Task<(Review<PanelScore> Review, IReadOnlyList<Panelist> Panel)> ReviewAsync(Intake intake, Candidacy candidacy, CancellationToken cancel)
    {
        var panel = await db.Panelists.AsNoTracking().Where(p => p.IntakeId == intake.Id).ToListAsync(cancel);
        var barred = panel.Where(p => p.HasDeclared(candidacy)).Select(p => p.Id).ToHashSet();
        var scores = await db.PanelScores.AsNoTracking().Where(s => s.CandidacyId == candidacy.Id).OrderBy(s => s.ScoredAt).ToListAsync(cancel);
        return (new Review<PanelScore>(intake.Panel, [.. scores.Where(s => !barred.Contains(s.PanelistId))]), panel);
    }

    public async Task<IncubationTarget> TargetAsync(CancellationToken cancel)
    {
        var today = Today;
        return await db.IncubationTargets.AsNoTracking().Where(t => t.Since <= today).OrderByDescending(t => t.Since).FirstOrDefaultAsync(cancel) ?? IncubationTarget.Set(today, 100, [], 0, 0, Now);
    }

    /// <summary>Who runs an incubator: an organisation that the caller sees and that works, which is neither listed nor suspended nor ended before the transaction ends; or null for the authority itself.</summary>
    public async Task<Guid?> OperatorAsync(Check check, string field, string id, CancellationToken cancel)
    {
        if (id.Length == 0) return null;
        check.Id(field, id, out var key);
        if (!check.Passed) return null;
        if (!await db.Organizations.AnyAsync(o => o.Id == key, cancel)) throw OrganizationRefusals.NotFound(id);
        var organization = await blacklist.AskAsync(key, cancel);
        if (!organization.IsActive) throw IncubationRefusals.OperatorNotActive();
        organization.MustBeOfAnother(Me, Now);
        return key;
    }

    public async Task<Wire.Incubator> OfAsync(Incubator incubator, CancellationToken cancel) => Of(incubator, await map.NameAsync(incubator.Area, cancel));

    public static Wire.Incubator Of(Incubator incubator, string division) => new()
    {
        Id = incubator.Id.ToString(), DivisionCode = incubator.Area, DivisionName = division, Level = (Wire.IncubatorLevel)incubator.Level, Name = incubator.Name, OperatorId = incubator.OperatorId?.ToString() ?? "",
        Offer = incubator.Offer, Capacity = incubator.Capacity, Occupied = incubator.Occupied, Closed = incubator.Closed, OpenTime = incubator.OpenedAt.ToTimestamp(), Etag = Etag.Of(incubator.Version),
    };

    public static Wire.IncubationTarget Of(IncubationTarget target)
    {
        var wire = new Wire.IncubationTarget { Id = target.Id.ToString(), SinceDate = target.Since.Day(), CoveragePercent = target.CoveragePercent, FunctionalCount = target.FunctionalCount, InterestCount = target.InterestCount };
        wire.ExceptedCodes.AddRange(target.Excepted);
        return wire;
    }

    public static Wire.Intake Of(Intake intake)
    {
        var wire = new Wire.Intake
        {
            Id = intake.Id.ToString(), IncubatorId = intake.IncubatorId.ToString(), DivisionCode = intake.Area, Title = intake.Title, StartDate = intake.StartsOn.Day(), EndDate = intake.EndsOn.Day(), Places = intake.Places,
            Admitted = intake.Admitted, PassPercent = intake.PassPercent, MinScores = intake.MinScores, OutlierPercent = intake.OutlierPercent, Etag = Etag.Of(intake.Version),
        };
        wire.Criteria.AddRange(intake.CriterionTitles.Zip(intake.CriterionPoints, (title, points) => new Wire.Criterion { Title = title, Points = points }));
        return wire;
    }

    public static Wire.Panelist Of(Panelist panelist)
    {
        var wire = new Wire.Panelist { Id = panelist.Id.ToString(), IntakeId = panelist.IntakeId.ToString(), Subject = panelist.Subject };
        wire.OrganizationIds.AddRange(panelist.OrganizationIds.Select(o => o.ToString()));
        return wire;
    }

    public static Wire.Candidacy Of(Candidacy candidacy) => new()
    {
        Id = candidacy.Id.ToString(), IntakeId = candidacy.IntakeId.ToString(), OrganizationId = candidacy.OrganizationId.ToString(), OrganizationName = candidacy.OrganizationName, State = (Wire.CandidacyState)candidacy.State,
        Plan = candidacy.Plan, ResidencyId = candidacy.ResidencyId?.ToString() ?? "", SubmitTime = candidacy.SubmittedAt.ToTimestamp(), Etag = Etag.Of(candidacy.Version),
    };

    public static Wire.PanelScore Of(PanelScore score, bool outlier)
    {
        var wire = new Wire.PanelScore { PanelistId = score.PanelistId.ToString(), Total = score.Total, Outlier = outlier, ScoreTime = score.ScoredAt.ToTimestamp() };
        wire.Points.AddRange(score.Points);
        return wire;
    }

    public static Wire.Residency Of(Residency residency)
    {
        var wire = new Wire.Residency
        {
            Id = residency.Id.ToString(), IncubatorId = residency.IncubatorId.ToString(), OrganizationId = residency.OrganizationId.ToString(), OrganizationName = residency.OrganizationName, DivisionCode = residency.Area,
            State = (Wire.ResidencyState)residency.State, Agreement = residency.Agreement, StartDate = residency.StartsOn.Day(), EndDate = residency.EndsOn.Day(), ExtensionCount = residency.ExtensionCount,
            EndedDate = residency.EndedOn.Day(), Overdue = residency.Overdue, Etag = Etag.Of(residency.Version),
        };
        foreach (var stage in residency.Stages.OrderBy(s => s.Number))
        {
            var one = new Wire.Stage { Number = stage.Number, Title = stage.Title, DueDate = stage.DueOn.Day(), State = (Wire.StageState)stage.State, AssessedDate = stage.AssessedOn.Day() };
            one.Milestones.AddRange(stage.MilestoneTitles.Select((title, i) => new Wire.Milestone { Number = i + 1, Title = title, ReachedDate = stage.Reached[i].Day(), Evidence = stage.Evidence[i], ReturnReason = stage.ReturnReasons.ElementAtOrDefault(i) ?? "" }));
            wire.Stages.Add(one);
        }
        return wire;
    }
}
