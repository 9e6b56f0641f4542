using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class ListMatters(MatterDesk desk)
{
    public async Task<Wire.ListMattersResponse> Handle(Wire.ListMattersRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.OnlyState), "only_state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OnlyState);
        var after = page.AfterId(check);
        check.OrThrow();

        var matters = desk.Seen;
        if (request.OnlyState != Wire.MatterState.Unspecified)
        {
            var state = (MatterState)request.OnlyState;
            matters = matters.Where(m => m.State == state);
        }
        if (after is { } last) matters = matters.Where(m => m.Id < last);
        var rows = await matters.OrderByDescending(m => m.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListMattersResponse { Matters = { shown.Select(m => m.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
