using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ComputeGrade(PartyDb db, GradeDesk desk, PersonWire people)
{
    public async Task<Wire.ComputedGrade> Handle(Wire.ComputeGradeRequest request, CancellationToken cancel)
    {
        var (check, on) = (new Check().Id("id", request.Id, out var id), desk.Today);
        if (request.Date.Length > 0) check.Date("date", request.Date, out on);
        check.OrThrow();
        var worker = await db.Workers.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancel) ?? throw WorkerRefusals.NotFound(request.Id);
        var person = await people.KnownAsync(worker.PersonId, cancel);
        var (scheme, parts) = await desk.ComputeAsync(worker.Area, worker.GradedBy(person.Education), on, cancel);
        var reply = new Wire.ComputedGrade { WorkerId = worker.Id.ToString(), Date = on.Day(), SchemeId = scheme.Id.ToString(), Grade = parts.Sum(p => p.Grades), AllowanceFen = scheme.Table.AllowanceOf(worker.Level) };
        reply.Parts.AddRange(parts.Select(p => new Wire.GradePart { Aspect = (Wire.GradeAspect)p.Aspect, Grades = p.Grades, Sentence = p.Sentence }));
        return reply;
    }
}
