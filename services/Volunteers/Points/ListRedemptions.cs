using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ListRedemptions(VolunteersDb db, Caller caller)
{
    public async Task<Wire.ListRedemptionsResponse> Handle(Wire.ListRedemptionsRequest request, CancellationToken cancel)
    {
        var (volunteerId, rewardId) = (Guid.Empty, Guid.Empty);
        var check = new Check();
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        if (request.RewardId.Length > 0) check.Id("reward_id", request.RewardId, out rewardId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId, request.RewardId);
        var after = page.AfterId(check);
        check.OrThrow();

        var redemptions = db.Redemptions.AsNoTracking().Where(r => db.Volunteers.Any(v => v.Id == r.VolunteerId));
        if (volunteerId != Guid.Empty) redemptions = redemptions.Where(r => r.VolunteerId == volunteerId);
        if (rewardId != Guid.Empty) redemptions = redemptions.Where(r => r.RewardId == rewardId);
        if (after is { } last) redemptions = redemptions.Where(r => r.Id < last);
        var rows = await redemptions.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRedemptionsResponse();
        reply.Redemptions.AddRange(rows.Take(page.Size).Select(r => r.ToWire(withCode: r.Owner == caller.Subject)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
