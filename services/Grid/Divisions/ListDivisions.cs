using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

internal sealed class ListDivisions(GridDb db)
{
    public async Task<Wire.ListDivisionsResponse> Handle(Wire.ListDivisionsRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .That(request.ParentCode.Length == 0 || (Area.TryParse(request.ParentCode, out _) && request.ParentCode.Length <= 12), "parent_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字")
            .That(Enum.IsDefined(request.Level), "level", "UNKNOWN_VALUE", "不是有效的级别")
            .Text("name_prefix", request.NamePrefix, max: 50, min: 0);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ParentCode, request.Level, request.NamePrefix, request.ShowRetired);
        check.OrThrow();

        var divisions = db.Divisions.AsNoTracking();
        if (request.ParentCode.Length > 0) divisions = divisions.Where(d => d.ParentCode == request.ParentCode);
        if (DivisionWire.LengthOf(request.Level) is { } length) divisions = divisions.Where(d => d.Code.Length == length);
        if (request.NamePrefix.Length > 0) divisions = divisions.Where(d => d.Name.StartsWith(request.NamePrefix));
        if (!request.ShowRetired) divisions = divisions.Where(d => d.RetiredAt == null);
        if (page.After is { } after) divisions = divisions.Where(d => string.Compare(d.Code, after) > 0);
        var rows = await divisions.OrderBy(d => d.Code).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListDivisionsResponse
        {
            Divisions = { await db.ToWireAsync(shown, cancel) },
            NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var last] ? last.Code : ""),
        };
    }
}
