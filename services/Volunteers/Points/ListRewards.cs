using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ListRewards(VolunteersDb db, PointLedger ledger)
{
    public async Task<Wire.ListRewardsResponse> Handle(Wire.ListRewardsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("scheme_id", request.SchemeId, out var schemeId).DivisionFilter("division_code", request.DivisionCode, out var home);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.SchemeId, request.DivisionCode, request.ShowAll);
        var after = page.AfterId(check);
        check.OrThrow();

        var rewards = db.Everywhere<Reward>("what is offered is for everybody to see").AsNoTracking().Where(r => r.SchemeId == schemeId);
        if (home is { } at) rewards = rewards.Where(r => at.Code.StartsWith(r.Area));
        var today = ledger.Today;
        if (!request.ShowAll) rewards = rewards.Where(r => r.ValidUntil >= today);
        if (after is { } last) rewards = rewards.Where(r => r.Id < last);
        var rows = await rewards.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRewardsResponse();
        reply.Rewards.AddRange(rows.Take(page.Size).Select(r => r.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
