using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class MatchJob(WelfareDb db, JobDesk desk, JobRows rows, JobRuleBook rules, PersonWire wire)
{
    /// <summary>Of the nearest so many, those who share more kinds come first.</summary>
    private const int Nearest = 200, CountyDigits = 6, TownDigits = 9;

    public async Task<Wire.MatchJobResponse> Handle(Wire.MatchJobRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Known("purpose", request.Purpose).Within("limit", request.Limit, 0, 100).OrThrow();
        var job = await desk.FindAsync(id, cancel);
        var today = desk.Today;
        var rule = await rules.FindAsync(job.Area, Months.Of(today), cancel) ?? throw JobRefusals.NoRule();
        var (place, town, county, kinds) = (job.Area, job.Area[..Math.Min(job.Area.Length, TownDigits)], job.Area[..CountyDigits], rule.Kinds);
        var (bornFrom, bornUntil) = (today.Year - rule.MaxAge, today.Year - rule.MinAge);
        _ = Area.TryParse(county, out var inCounty);
        var engaged = db.Everywhere<JobEngagement>("whether somebody whom the caller sees holds a place, wherever it is").Where(e => e.State == JobEngagementState.Running);
        var near = await db.People.AsNoTracking().In(inCounty).Where(p => p.Kinds.Any(k => kinds.Contains(k)) && p.BirthYear >= bornFrom && p.BirthYear <= bornUntil && !engaged.Any(e => e.PersonId == p.Id))
            .OrderBy(p => p.Area.StartsWith(place) ? 1 : p.Area.StartsWith(town) ? 2 : 3).ThenBy(p => p.Id).Take(Nearest).ToListAsync(cancel);
        var held = await rows.MonthsHeldAsync([.. near.Select(p => p.Id)], cancel);
        var reply = new Wire.MatchJobResponse();
        foreach (var (person, nearness) in near.Where(p => held.GetValueOrDefault(p.Id) < rule.MostMonths)
            .Select(p => (Person: p, Nearness: p.Area.StartsWith(place, StringComparison.Ordinal) ? Wire.JobNearness.SameDivision : p.Area.StartsWith(town, StringComparison.Ordinal) ? Wire.JobNearness.SameTown : Wire.JobNearness.SameCounty))
            .OrderBy(p => p.Nearness).ThenByDescending(p => p.Person.Kinds.Count(kinds.Contains)).ThenBy(p => p.Person.Id).Take(request.Limit == 0 ? 20 : request.Limit))
        {
            var match = new Wire.JobMatch
            {
                PersonId = person.Id.ToString(), NameMasked = Mask.Name(wire.Reveal(person).Name), DivisionCode = person.Area, Nearness = nearness, MonthsLeft = rule.MostMonths - held.GetValueOrDefault(person.Id),
            };
            match.Kinds.AddRange(person.Kinds.Where(kinds.Contains).Select(k => (Wire.ConcernKind)k));
            reply.Matches.Add(match);
            db.AuditRead(person.Id, person.Area, request.Purpose.ToString());
        }
        await db.SaveAsync(cancel);
        return reply;
    }
}
