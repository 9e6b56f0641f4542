using Governance.Access;
using Governance.PartyBuilding.Grades;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class ListWorkerCredits(PartyDb db, GradeDesk grades, PersonWire people)
{
    public async Task<Wire.ListWorkerCreditsResponse> Handle(Wire.ListWorkerCreditsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).Within("year", request.Year, 2000, 2100);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Year);
        var after = page.AfterId(check);
        check.OrThrow();
        var (first, last) = (new DateOnly(request.Year, 1, 1), new DateOnly(request.Year, 12, 31));
        var workers = db.Workers.AsNoTracking().Where(w => w.State == WorkerState.Active);
        if (division is { } area) workers = workers.In(area);
        if (after is { } key) workers = workers.Where(w => w.Id > key);
        var rows = await workers.OrderBy(w => w.Id).Take(page.Size + 1)
            .Select(w => new { w.Id, w.Area, w.PersonId, Credits = db.WorkerTrainings.Where(t => t.WorkerId == w.Id && t.HeldOn >= first && t.HeldOn <= last).Sum(t => t.Credits) }).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(r => r.PersonId), cancel);
        var reply = new Wire.ListWorkerCreditsResponse();
        foreach (var row in rows.Take(page.Size))
        {
            reply.Credits.Add(new Wire.WorkerCredits
            {
                WorkerId = row.Id.ToString(), Name = people.NameFor(names[row.PersonId], WorkerDesk.Assign, row.Area), Credits = row.Credits, Needed = (await grades.SchemeAsync(row.Area, last, cancel))?.CreditsNeeded ?? 0,
            });
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
