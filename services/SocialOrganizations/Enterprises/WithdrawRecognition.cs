using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class WithdrawRecognition(SocialOrgsDb db, EnterpriseDesk desk, Work work)
{
    public async Task<Wire.Enterprise> Handle(Wire.WithdrawRecognitionRequest request, CancellationToken cancel)
    {
        var enterprise = await desk.EnterpriseAsync(request.Id, request.Etag, new Check().Reason(request.Reason, work), cancel);
        var last = await db.Supervisions.AsNoTracking().FirstOrDefaultAsync(s => s.EnterpriseId == enterprise.Id && s.Year == enterprise.SupervisedYear, cancel);
        enterprise.Withdraw(last, desk.Me, desk.Now);
        return await db.SaveAsync(() => EnterpriseDesk.Of(enterprise), cancel);
    }
}
