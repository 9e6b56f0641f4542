using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class ListMatterAssignments(GridDb db)
{
    public async Task<Wire.ListMatterAssignmentsResponse> Handle(Wire.ListMatterAssignmentsRequest request, CancellationToken cancel)
    {
        var matterId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        if (request.MatterId.Length > 0) check.Id("matter_id", request.MatterId, out matterId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.MatterId, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();

        var assignments = db.MatterAssignments.AsNoTracking();
        if (division is { } area) assignments = assignments.In(area);
        if (matterId != Guid.Empty) assignments = assignments.Where(a => a.MatterId == matterId);
        if (after is { } last) assignments = assignments.Where(a => a.Id < last);
        var rows = await assignments.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListMatterAssignmentsResponse { Assignments = { shown.Select(a => a.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
