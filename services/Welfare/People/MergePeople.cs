using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.Cases;
using Governance.Welfare.Jobs;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

/// <summary>
/// Two records of one person become one. Each may be engaged: have a case, allowances, a visitor, a place of a job. One of each kind goes on, the other ends with its reason and stays as history; of two
/// places of jobs the clock ends one (<see cref="JobClock"/>), as it reaches jobs that this caller does not see. Counties are held before people, so that no list is drawn from before and after at once.
/// </summary>
internal sealed class MergePeople(WelfareDb db, PersonDesk desk, PersonWire wire, PersonRows rows, VisitRows visits, CaseDesk cases, CaseRows caseRows, AllowanceDesk allowances, PayListRows lists, JobRows jobs, Work work)
{
    public async Task<Wire.Person> Handle(Wire.MergePeopleRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Id("double_id", request.DoubleId, out var doubleId).That(request.Id != request.DoubleId, "double_id", "THE_SAME", "不能与自身合并")
            .Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var everybody = await EverybodyAsync(id, doubleId, cancel);
        await HoldEngagementsAsync(everybody, cancel);
        await rows.HoldAsync([id, doubleId], cancel);
        var (kept, twin) = (await desk.FindAsync(id, cancel), await desk.FindAsync(doubleId, cancel));
        // Somebody else was merged into one of them meanwhile: whose engagements that brings is not held.
        if (!(await EverybodyAsync(id, doubleId, cancel)).Order().SequenceEqual(everybody.Order())) throw Etag.Overtaken();
        work.Purpose = request.Reason.Trim();
        var (former, from) = (await desk.IdsOfAsync(twin, cancel), twin.Area);
        kept.TakeOver(twin, twin.Number is { } number ? wire.HashOf(number) : null, desk.Me);
        await desk.MustHaveGuardianAsync(kept, everybody, cancel);
        await rows.LetGoOfNumberAsync(doubleId, cancel);
        // Who was merged into the double belongs to the record that goes on too.
        foreach (var earlier in former.Where(f => f != doubleId)) (await db.AllPeople.FirstAsync(p => p.Id == earlier, cancel)).MergeOn(kept);
        await rows.MoveAsync(former, from, kept.Area, PersonRows.Everything, cancel);
        await cases.GiveWayAsync(kept.Id, everybody, cancel);
        await allowances.GiveWayAsync(kept, everybody, cancel);
        await jobs.TakeOffDoublesAsync(everybody, cancel);
        var reply = await desk.SaveAsync(kept, cancel);
        await caseRows.BelongAsync(kept.Id, everybody, cancel);
        await visits.TakeOverAsync(kept.Id, kept.Area, former, cancel);
        foreach (var replanned in new[] { id, doubleId }) await visits.ReplanAsync(replanned, desk.Today, desk.Me.At, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private async Task<Guid[]> EverybodyAsync(Guid id, Guid doubleId, CancellationToken cancel) =>
        [id, doubleId, .. await db.Everywhere<Person>("doubles of the two records that the caller merges").Where(p => p.MergedInto == id || p.MergedInto == doubleId).Select(p => p.Id).ToListAsync(cancel)];

    private async Task HoldEngagementsAsync(Guid[] everybody, CancellationToken cancel)
    {
        foreach (var county in (await lists.CountiesOfAsync(everybody, cancel)).Order(StringComparer.Ordinal))
        {
            await lists.HoldCountyAsync(county, cancel);
            await jobs.HoldCountyAsync(county, cancel);
        }
        await caseRows.HoldUnderWayAsync(everybody, cancel);
    }
}
