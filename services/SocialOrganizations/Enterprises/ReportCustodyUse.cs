using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ReportCustodyUse(SocialOrgsDb db, EnterpriseDesk desk)
{
    public async Task<Wire.CustodyReport> Handle(Wire.ReportCustodyUseRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("from_date", request.FromDate, out var from).Date("until_date", request.UntilDate, out var until).Within("served", request.Served, 0, 10_000_000).Text("report", request.Report, 100, min: 2);
        if (from != default && until != default) check.That(until >= from && until <= desk.Today, "until_date", "OUT_OF_RANGE", "应不早于第一天，且不晚于今天");
        var custody = await desk.CustodyAsync(request.Id, "", check, cancel);
        var report = custody.Report(from, until, request.Served, request.Report.Trim(), desk.Now);
        db.Add(report);
        return await db.SaveAsync(() => EnterpriseDesk.Of(report), cancel);
    }
}
