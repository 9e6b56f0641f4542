using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class SuperviseEnterprise(SocialOrgsDb db, EnterpriseDesk desk)
{
    public async Task<Wire.Enterprise> Handle(Wire.SuperviseEnterpriseRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("grade", request.Grade).Text("report", request.Report, 100, min: 2);
        var enterprise = await desk.EnterpriseAsync(request.Id, request.Etag, check, cancel);
        new Check().Within("year", request.Year, enterprise.ValidFrom?.Year ?? desk.Today.Year, desk.Today.Year).OrThrow();
        // Two at once: the version lets one through.
        if (await db.Supervisions.AnyAsync(s => s.EnterpriseId == enterprise.Id && s.Year == request.Year, cancel)) throw EnterpriseRefusals.SupervisedAlready();
        db.Add(enterprise.Supervise(request.Year, (EnterpriseGrade)request.Grade, request.Report.Trim(), desk.Me, desk.Now));
        return await db.SaveAsync(() => EnterpriseDesk.Of(enterprise), cancel);
    }
}
