using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class ListNeeds(VolunteersDb db)
{
    public async Task<Wire.ListNeedsResponse> Handle(Wire.ListNeedsRequest request, CancellationToken cancel)
    {
        Area area = default;
        var check = new Check()
            .That(request.DivisionCode.Length == 0 || Area.TryParse(request.DivisionCode, out area), "division_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字")
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = Guid.Empty;
        check.That(page.After is null || Guid.TryParse(page.After, out after), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var needs = db.Needs.AsNoTracking();
        if (request.DivisionCode.Length > 0) needs = needs.In(area);
        if (request.State != Wire.NeedState.Unspecified) needs = needs.Where(n => n.State == (NeedState)request.State);
        if (page.After is not null) needs = needs.Where(n => n.Id < after);
        var rows = await needs.OrderByDescending(n => n.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListNeedsResponse();
        reply.Needs.AddRange(rows.Take(page.Size).Select(n => n.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
