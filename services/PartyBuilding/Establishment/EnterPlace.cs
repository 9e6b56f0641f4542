using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class EnterPlace(PartyDb db, OrganizationDesk desk, DivisionMap map)
{
    public async Task<Wire.Place> Handle(Wire.EnterPlaceRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("name", request.Name, 50).That(request.Kind is Wire.PlaceKind.ResidentGroup or Wire.PlaceKind.Compound, "kind", "UNKNOWN_VALUE", "应为居民小组或小区；网格由网格系统登记")
            .Within("full_members", request.FullMembers, 0, 10_000).That(request.SurveyDate.Length > 0 || request.FullMembers == 0, "survey_date", "REQUIRED", "有党员数时须填摸排日期");
        DateOnly? surveyed = request.SurveyDate.Length > 0 ? desk.Past(check, "survey_date", request.SurveyDate) : null;
        if (request.DivisionCode.Length != 12) check.Broken("division_code", request.DivisionCode.Length == 0 ? "REQUIRED" : "NOT_A_COMMUNITY", "应为 12 位社区（村）编码");
        else check.Standing(await map.FindAsync(request.DivisionCode, cancel), "division_code", "没有这个社区（村），或已撤销");
        check.OrThrow();
        var place = Place.Enter(request.DivisionCode, request.Name.Trim(), (PlaceKind)request.Kind, request.FullMembers, surveyed, desk.Now);
        db.Add(place);
        var division = await map.NameAsync(place.Area, cancel);
        try
        {
            return await db.SaveAsync(() => EstablishmentWire.Of(place, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PlaceTable.OneName)
        {
            throw PlaceRefusals.Exists();
        }
    }
}
