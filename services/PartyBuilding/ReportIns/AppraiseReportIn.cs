using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class AppraiseReportIn(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.YearAppraisal> Handle(Wire.AppraiseReportInRequest request, CancellationToken cancel)
    {
        // What is appraised in January is the year before: the new one has hardly begun.
        var latest = desk.Today.Month == 1 ? desk.Today.Year - 1 : desk.Today.Year;
        var year = request.Year == 0 ? latest : request.Year;
        new Check().Id("report_in_id", request.ReportInId, out var id).Within("year", year, 2000, latest).Text("opinion", request.Opinion, 500, min: 4).OrThrow();
        var reported = await db.ReportIns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw ReportInRefusals.NotFound(request.ReportInId);
        var (from, until) = (ChinaTime.StartOf(new DateOnly(year, 1, 1)), ChinaTime.StartOf(new DateOnly(year + 1, 1, 1)));
        var minutes = await db.ServiceEntries.Where(e => e.ReportInId == id && e.CorrectedAt == null && e.StartsAt >= from && e.StartsAt < until).Select(e => e.Minutes).ToListAsync(cancel);
        var appraisal = YearAppraisal.Give(reported, year, desk.SealOpinion(request.Opinion.Trim()), minutes, desk.Now);
        db.Add(appraisal);
        try
        {
            return await db.SaveAsync(() => desk.Of(appraisal), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == YearAppraisalTable.OnceAYear)
        {
            throw ReportInRefusals.AppraisedAlready();
        }
    }
}
