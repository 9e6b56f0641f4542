using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListReportIns(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ListReportInsResponse> Handle(Wire.ListReportInsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值")
            .That(request.Skill.Length == 0 || ReportInDesk.IsSkill(request.Skill), "skill", "NOT_A_SKILL", "应为志愿服务技能的代码");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.Skill, request.ShowEnded);
        var after = page.AfterId(check);
        check.OrThrow();
        var reported = db.ReportIns.AsNoTracking();
        if (division is { } area) reported = reported.In(area);
        var (kind, skill) = ((ReportInKind)request.Kind, request.Skill);
        if (kind != 0) reported = reported.Where(r => r.Kind == kind);
        if (skill.Length > 0) reported = reported.Where(r => r.Skills.Contains(skill));
        if (!request.ShowEnded) reported = reported.Where(r => r.State == ReportInState.Active);
        if (after is { } last) reported = reported.Where(r => r.Id < last);
        var rows = await reported.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListReportInsResponse();
        reply.ReportIns.AddRange(await desk.OfAsync([.. rows.Take(page.Size)], cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
