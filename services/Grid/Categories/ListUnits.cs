using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Categories;

internal sealed class ListUnits(GridDb db)
{
    public async Task<Wire.ListUnitsResponse> Handle(Wire.ListUnitsRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out _);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        check.OrThrow();
        var above = new List<string>();
        for (var at = Area.ParentOf(request.DivisionCode); at is not null; at = Area.ParentOf(at)) above.Add(at);
        var units = db.Units.AsNoTracking().Where(u => u.DivisionCode.StartsWith(request.DivisionCode) || above.Contains(u.DivisionCode));
        if (page.After is { } after) units = units.Where(u => string.Compare(u.Code, after) > 0);
        var rows = await units.OrderBy(u => u.Code).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListUnitsResponse();
        reply.Units.AddRange(rows.Take(page.Size).Select(u => new Wire.Unit { Code = u.Code, Name = u.Name, DivisionCode = u.DivisionCode, Retired = u.Retired }));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Code);
        return reply;
    }
}
