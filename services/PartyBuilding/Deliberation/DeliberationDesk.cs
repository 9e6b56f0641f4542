using Google.Protobuf.WellKnownTypes;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

/// <summary>What the slices about motions share: finding one, the rule that holds, the answer.</summary>
internal sealed class DeliberationDesk(PartyDb db, DivisionMap map, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<Motion> FindAsync(Guid id, string etag, CancellationToken cancel)
    {
        // In one statement: a motion and steps of different moments would contradict each other.
        var motion = await WithSteps(db.Motions).AsSingleQuery().FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw DeliberationRefusals.NotFound(id.ToString());
        Etag.Match(etag, motion.Version);
        return motion;
    }

    public static IQueryable<Motion> WithSteps(IQueryable<Motion> motions) => motions.Include(m => m.Meetings).Include(m => m.Publications).AsSplitQuery();

    /// <summary>
    /// The rule of the nearest division, there that of the form before the general one, there the latest that had begun; null = such a meeting may not take the step. A rule that asks for less than the floor
    /// of that day, since a later statute has overtaken it, holds no more: the next one does, at last the floor itself.
    /// </summary>
    public async Task<DeliberationRule?> RuleAsync(string area, DeliberationStep step, MeetingBody? body, DateOnly on, CancellationToken cancel)
    {
        var form = Division.IsCommunity(area) ? CommunityForm.Community : CommunityForm.Village;
        // Some dozens in the whole province.
        var rules = await db.DeliberationRules.AsNoTracking().Where(r => r.Step == step && r.Body == body && r.Since <= on && (r.Form == null || r.Form == form)).ToListAsync(cancel);
        var floors = await FloorsAsync(step, body, form, on, cancel);
        var here = rules.Where(r => area.StartsWith(r.Area, StringComparison.Ordinal)).OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Form is not null).ThenByDescending(r => r.Since).ToList();
        return here.Find(r => floors.TrueForAll(f => f.WhatIsLess(r).Count == 0)) ?? (here.Count > 0 ? floors[0].ToRule(area, Now) : null);
    }

    /// <summary>The floors that hold for a meeting on a day: the latest for each form, where none is given of both. Empty = no statute lets it take the step, or it is a publication.</summary>
    public async Task<List<DeliberationFloor>> FloorsAsync(DeliberationStep step, MeetingBody? body, CommunityForm? form, DateOnly on, CancellationToken cancel)
    {
        var floors = await db.DeliberationFloors.AsNoTracking().Where(f => f.Step == step && f.Body == body && f.Since <= on && (form == null || f.Form == null || f.Form == form)).ToListAsync(cancel);
        return [.. floors.GroupBy(f => f.Form).Select(g => g.MaxBy(f => f.Since)!)];
    }

    public async Task<Wire.Motion> SaveAsync(Motion motion, CancellationToken cancel)
    {
        var division = await map.NameAsync(motion.Area, cancel);
        return await db.SaveAsync(() => Of(motion, division), cancel);
    }

    public async ValueTask<Wire.Motion> OfAsync(Motion motion, CancellationToken cancel) => Of(motion, await map.NameAsync(motion.Area, cancel));

    private static Wire.Motion Of(Motion motion, string division)
    {
        var wire = new Wire.Motion
        {
            Id = motion.Id.ToString(), DivisionCode = motion.Area, DivisionName = division, Title = motion.Title, Summary = motion.Summary, State = (Wire.MotionState)motion.State, NextStep = (Wire.DeliberationStep)(motion.NextStep ?? 0),
            EnterTime = motion.EnteredAt.ToTimestamp(), Etag = Etag.Of(motion.Version),
        };
        wire.Meetings.AddRange(motion.Meetings.OrderBy(m => m.Step).Select(m => new Wire.MotionMeeting
        {
            Step = (Wire.DeliberationStep)m.Step, Body = (Wire.MeetingBody)m.Body, HeldDate = m.HeldOn.Day(), Venue = m.Venue, Entitled = m.Entitled, Present = m.Present, Approved = m.Approved, Opposed = m.Opposed,
            Abstained = m.Abstained, Passed = m.Passed, Explanation = m.Explanation, RuleId = m.RuleId.ToString(),
        }));
        foreach (var publication in motion.Publications.OrderBy(p => p.Step))
        {
            wire.Publications.Add(new Wire.MotionPublication { Step = (Wire.DeliberationStep)publication.Step, Venues = { publication.Venues }, FromDate = publication.From.Day(), UntilDate = publication.Until.Day(), Text = publication.Text });
        }
        return wire;
    }

    public static Wire.DeliberationRule Of(DeliberationRule rule) => new()
    {
        Id = rule.Id.ToString(), DivisionCode = rule.Area, Step = (Wire.DeliberationStep)rule.Step, Body = (Wire.MeetingBody)(rule.Body ?? 0), Form = (Wire.CommunityForm)(rule.Form ?? 0), Quorum = Of(rule.Quorum), Majority = Of(rule.Majority),
        MajorityOf = (Wire.MajorityOf)(rule.MajorityOf ?? 0), MinDays = rule.MinDays, Basis = rule.Basis, SinceDate = rule.Since.Day(),
    };

    private static Wire.Fraction? Of(Fraction? fraction) => fraction is null ? null : new() { Numerator = fraction.Numerator, Denominator = fraction.Denominator, OrMore = fraction.OrMore };
}
