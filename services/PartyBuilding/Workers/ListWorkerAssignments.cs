using System.Globalization;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class ListWorkerAssignments(PartyDb db, WorkerDesk desk, DivisionMap map)
{
    public async Task<Wire.ListWorkerAssignmentsResponse> Handle(Wire.ListWorkerAssignmentsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var (page, before) = (Page.Read(check, request.PageSize, request.PageToken, request.Id), int.MaxValue);
        check.That(page.After is not { } after || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        await desk.FindAsync(id, cancel);
        var rows = await db.WorkerAssignments.AsNoTracking().Where(a => a.WorkerId == id && a.Number < before).OrderByDescending(a => a.Number).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListWorkerAssignmentsResponse();
        foreach (var row in rows.Take(page.Size)) reply.Assignments.Add(new Wire.WorkerAssignment { Number = row.Number, DivisionCode = row.Place, DivisionName = await map.NameAsync(row.Place, cancel), Post = (Wire.WorkerPost)row.Post, SinceDate = row.Since.Day() });
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
