using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class PreviewRegrading(PartyDb db, GradeDesk desk, OrganizationDesk days, DivisionMap map, Caller caller)
{
    public async Task<Wire.Regrading> Handle(Wire.PreviewRegradingRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).That(request.DivisionCode.Length is 0 or 6, "division_code", "NOT_A_COUNTY", "应为 6 位区县编码").Within("year", request.Year, 2000, 2100);
        var day = days.Past(check, "effective_date", request.EffectiveDate);
        check.That(day == default || day.Year == request.Year, "effective_date", "OTHER_YEAR", "应在该年之内").OrThrow();
        caller.MustCover(area.Code);
        var workers = await (from worker in db.Workers.AsNoTracking().In(area)
                             join person in db.Everywhere<Person>("education, which counts for the grade of a worker that the caller sees") on worker.PersonId equals person.Id
                             where worker.State == WorkerState.Active && worker.HiredOn <= day
                             select new { worker, person.Education }).ToListAsync(cancel);
        var (id, rows) = (Guid.CreateVersion7(desk.Now), new List<RegradingRow>(workers.Count));
        foreach (var (worker, education) in workers.Select(w => (w.worker, w.Education)))
        {
            var scheme = await desk.SchemeAsync(worker.Area, day, cancel) ?? throw GradeRefusals.NoScheme();
            // Whose post the scheme does not know keeps the grade, and is seen by who approves it; the others do not wait for it.
            var parts = scheme.Table.Compute(worker.GradedBy(education), day);
            rows.Add(new RegradingRow
            {
                RegradingId = id, WorkerId = worker.Id, Post = worker.Post, Before = worker.Grade, After = parts?.Sum(p => p.Grades) ?? worker.Grade,
                Explanation = parts is null ? $"岗位等级序列没有规定{worker.Post.Chinese()}岗位，等级不变" : string.Join('；', parts.Select(p => p.Sentence)),
            });
        }
        var regrading = Regrading.Preview(id, area.Code, request.Year, day, rows, caller.Subject, desk.Now);
        db.Add(regrading);
        db.AddRange(rows);
        var division = await map.NameAsync(area.Code, cancel);
        try
        {
            return await db.SaveAsync(() => GradeDesk.Of(regrading, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == RegradingTable.OneAYear)
        {
            throw GradeRefusals.Exists();
        }
    }
}
