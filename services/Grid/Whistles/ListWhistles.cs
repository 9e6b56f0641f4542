using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class ListWhistles(WhistleDesk desk)
{
    public async Task<Wire.ListWhistlesResponse> Handle(Wire.ListWhistlesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CallId, request.UnitCode, request.OpenOnly);
        var callId = Guid.Empty;
        if (request.CallId.Length > 0) check.Id("call_id", request.CallId, out callId);
        var after = page.AfterId(check);
        check.OrThrow();

        var whistles = desk.Visible.AsNoTracking();
        if (request.CallId.Length > 0) whistles = whistles.Where(w => w.CallId == callId);
        if (request.UnitCode.Length > 0) whistles = whistles.Where(w => w.Tasks.Any(t => t.Unit == request.UnitCode));
        if (request.OpenOnly) whistles = whistles.Where(w => w.CompletedAt == null);
        if (after is { } last) whistles = whistles.Where(w => w.Id < last);
        var rows = await whistles.OrderByDescending(w => w.Id).Take(page.Size + 1).ToListAsync(cancel);

        var rules = await desk.RulesAsync(cancel);
        var reply = new Wire.ListWhistlesResponse();
        reply.Whistles.AddRange(rows.Take(page.Size).Select(w => desk.Of(w, rules)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
