using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ListLevelProposals(PartyDb db, LevelProposalDesk desk)
{
    public async Task<Wire.ListLevelProposalsResponse> Handle(Wire.ListLevelProposalsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var proposals = db.LevelProposals.AsNoTracking();
        if (division is { } area) proposals = proposals.In(area);
        var state = (LevelProposalState)request.State;
        if (state != 0) proposals = proposals.Where(p => p.State == state);
        if (after is { } last) proposals = proposals.Where(p => p.Id < last);
        var rows = await proposals.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListLevelProposalsResponse();
        reply.Proposals.AddRange((await desk.OfAsync([.. rows.Take(page.Size)], cancel)).Select(p => p()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
