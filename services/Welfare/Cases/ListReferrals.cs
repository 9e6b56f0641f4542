using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListReferrals(WelfareDb db, ReferralDesk desk, CaseDesk cases)
{
    public async Task<Wire.ListReferralsResponse> Handle(Wire.ListReferralsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        Guid caseId = default;
        if (request.CaseId.Length > 0) check.Id("case_id", request.CaseId, out caseId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CaseId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        // Those of sealed people only for those who may unseal.
        var sealedCases = cases.Veiled;
        var referrals = db.CaseReferrals.AsNoTracking().Where(r => !sealedCases.Any(c => c.Id == r.CaseId));
        if (caseId != default) referrals = referrals.Where(r => r.CaseId == caseId);
        var state = (ReferralState)request.State;
        if (state != 0) referrals = referrals.Where(r => r.State == state);
        if (after is { } last) referrals = referrals.Where(r => r.Id < last);
        var rows = await referrals.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListReferralsResponse();
        foreach (var referral in rows.Take(page.Size))
        {
            reply.Referrals.Add(desk.Of(referral));
            db.AuditRead(referral.CaseId, referral.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
