using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListReferrals(WelfareDb db, ReferralDesk desk)
{
    public async Task<Wire.ListReferralsResponse> Handle(Wire.ListReferralsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid caseId = default;
        if (request.CaseId.Length > 0) check.Id("case_id", request.CaseId, out caseId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CaseId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var referrals = db.CaseReferrals.AsNoTracking();
        if (caseId != default) referrals = referrals.Where(r => r.CaseId == caseId);
        var state = (ReferralState)request.State;
        if (state != 0) referrals = referrals.Where(r => r.State == state);
        if (after is { } last) referrals = referrals.Where(r => r.Id < last);
        var rows = await referrals.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListReferralsResponse();
        reply.Referrals.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
