using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class DraftServiceList(SocialOrgsDb db, ProcurementDesk desk, DivisionMap map)
{
    public async Task<Wire.ServiceList> Handle(Wire.DraftServiceListRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Within("year", request.Year, 2020, 2100).Text("title", request.Title, 100, min: 2)
            .That(request.BudgetFen is > 0 and <= 1_000_000_000_000, "budget_fen", "OUT_OF_RANGE", "应大于 0，且不超过 100 亿元");
        if (area.Code is not null) check.Standing(area.Code.Length is 4 or 6 ? await map.FindAsync(area.Code, cancel) : null, "division_code", "应为 4 位市（州）或 6 位县（市、区）编码，且未撤销", "NOT_A_CITY_OR_COUNTY");
        check.OrThrow();
        var list = ServiceList.Draft(area.Code!, request.Year, request.Title.Trim(), request.BudgetFen, desk.Now);
        db.Add(list);
        var division = await map.NameAsync(area.Code!, cancel);
        try
        {
            return await db.SaveAsync(() => ProcurementDesk.Of(list, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ServiceListTable.OneAYear)
        {
            throw ProcurementRefusals.ListExists();
        }
    }
}
