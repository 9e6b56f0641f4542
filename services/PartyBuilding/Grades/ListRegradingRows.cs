using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ListRegradingRows(PartyDb db, PersonWire people)
{
    public async Task<Wire.ListRegradingRowsResponse> Handle(Wire.ListRegradingRowsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Id, request.Changes);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await db.Regradings.AnyAsync(r => r.Id == id, cancel)) throw GradeRefusals.NotFound(request.Id);
        var found = db.RegradingRows.AsNoTracking().Where(r => r.RegradingId == id);
        if (request.Changes) found = found.Where(r => r.Before != r.After);
        if (after is { } last) found = found.Where(r => r.WorkerId > last);
        var rows = await (from row in found
                          join worker in db.Everywhere<Worker>("workers of a regrading that the caller sees") on row.WorkerId equals worker.Id
                          orderby row.WorkerId
                          select new { row, worker.PersonId, worker.Area }).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(r => r.PersonId), cancel);
        var reply = new Wire.ListRegradingRowsResponse();
        reply.Rows.AddRange(rows.Take(page.Size).Select(r => new Wire.RegradingRow
        {
            WorkerId = r.row.WorkerId.ToString(), Name = people.NameFor(names[r.PersonId], WorkerDesk.Assign, r.Area), GradeBefore = r.row.Before, GradeAfter = r.row.After, Explanation = r.row.Explanation,
            Outcome = (Wire.RegradingOutcome)(r.row.Outcome ?? 0),
        }));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].row.WorkerId.ToString());
        return reply;
    }
}
