using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class EngagePerson(WelfareDb db, JobDesk desk, JobRows rows, JobRuleBook rules, PersonDesk people, PersonRows held)
{
    private const int DaysAround = 31;

    public async Task<Wire.JobEngagement> Handle(Wire.EngagePersonRequest request, CancellationToken cancel)
    {
        var today = desk.Today;
        new Check().Id("id", request.Id, out var jobId).Id("person_id", request.PersonId, out var personId).Date("start_date", request.StartDate, out var from)
            .That(from >= today.AddDays(-DaysAround) && from <= today.AddDays(DaysAround), "start_date", "OUT_OF_RANGE", "应在今天前后 31 日内").Within("months", request.Months, 1, 36).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await held.ShareAsync(personId, cancel);
        var person = await people.FindAsync(personId, cancel);
        person.MustLive();
        var ids = await people.IdsOfAsync(person, cancel);
        await people.MustConsentAsync(ids, ConsentPurpose.Service, cancel);
        // From here on nobody else takes a place: what is read is what holds.
        await rows.HoldAsync(jobId, cancel);
        var job = await desk.FindAsync(jobId, cancel);
        // Of a double, too: the index knows one record only.
        if (await db.Everywhere<JobEngagement>("whether one runs, wherever it is").AnyAsync(e => ids.Contains(e.PersonId) && e.State == JobEngagementState.Running, cancel)) throw JobRefusals.Engaged();
        var rule = await rules.FindAsync(job.Area, Months.Of(from), cancel) ?? throw JobRefusals.NoRule();
        var gaps = rule.Gaps(person.Kinds, person.BirthYear, from, (await rows.MonthsHeldAsync(ids, cancel)).Values.Sum(), request.Months).ToList();
        if (gaps.Count > 0) throw JobRefusals.NotEligible(gaps);
        var engagement = job.Engage(person, person.Kinds.First(rule.Kinds.Contains), from, request.Months, desk.Me.At);
        db.Add(engagement);
        try
        {
            var reply = await db.SaveAsync(() => JobWire.Of(engagement, 0), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == JobEngagementTable.OnePlace)
        {
            throw JobRefusals.Engaged();
        }
    }
}
