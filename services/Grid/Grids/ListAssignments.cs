using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class ListAssignments(GridDb db)
{
    public async Task<Wire.ListAssignmentsResponse> Handle(Wire.ListAssignmentsRequest request, CancellationToken cancel)
    {
        var check = new Check().GridCode("grid_code", request.GridCode);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.GridCode);
        var after = DateTimeOffset.MaxValue;
        check.That(page.After is null || DateTimeOffset.TryParseExact(page.After, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out after),
            "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        if (!await db.Grids.AnyAsync(g => g.Area == request.GridCode, cancel)) throw GridRefusals.NotFound(request.GridCode);

        var assignments = db.Assignments.AsNoTracking().Where(a => a.Area == request.GridCode);
        if (page.After is not null) assignments = assignments.Where(a => a.StartAt < after);
        var rows = await assignments.OrderByDescending(a => a.StartAt).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListAssignmentsResponse
        {
            Assignments = { shown.Select(a => a.ToWire()) },
            NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var last] ? last.StartAt.ToString("O", CultureInfo.InvariantCulture) : ""),
        };
    }
}
