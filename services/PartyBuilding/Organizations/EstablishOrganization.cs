using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class EstablishOrganization(PartyDb db, OrganizationDesk desk, OrganizationTree tree, RuleBook rules, DivisionMap map, Work work)
{
    public async Task<Wire.Organization> Handle(Wire.EstablishOrganizationRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("name", request.Name, 100, min: 4).Known("kind", request.Kind).Known("seat", request.Seat).Within("full_members", request.FullMembers, 0, 1_000_000);
        if (request.ExceptionReason.Length > 0) check.Text("exception_reason", request.ExceptionReason, 200, min: 4);
        var (seat, kind) = ((OrganizationSeat)request.Seat, (OrganizationKind)request.Kind);
        var day = desk.Past(check, "established_date", request.EstablishedDate);
        Guid parentId = default, placeId = default;
        if (request.ParentId.Length > 0) check.Id("parent_id", request.ParentId, out parentId);
        else check.That(seat is OrganizationSeat.Division or OrganizationSeat.Town or 0, "parent_id", "REQUIRED", "须指明上级党组织");
        var inPlace = seat is OrganizationSeat.ResidentGroup or OrganizationSeat.Grid or OrganizationSeat.Compound;
        if (inPlace) check.Id("place_id", request.PlaceId, out placeId);
        else check.That(request.PlaceId.Length == 0, "place_id", "NOT_OF_THE_SEAT", "仅设在居民小组、网格或小区的党组织填写");
        if (!inPlace || request.DivisionCode.Length > 0) await CheckDivisionAsync(check, request.DivisionCode, seat, cancel);
        check.OrThrow();

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await tree.HoldStillAsync(cancel);
        var area = request.DivisionCode;
        if (inPlace)
        {
            var place = await tree.ShareAsync(placeId, cancel) ?? throw PlaceRefusals.NotFound(request.PlaceId);
            place.MustBeOpen();
            check.That(place.Kind == PlaceOf(seat), "place_id", "NOT_OF_THE_SEAT", "该处所与党组织所设的位置不符").That(area.Length == 0 || area == place.Area, "division_code", "NOT_OF_THE_PLACE", "与该处所的区划不符").OrThrow();
            area = place.Area;
        }
        var above = request.ParentId.Length > 0 ? await desk.FindAsync(parentId, cancel) : null;
        await rules.MustBeEnoughAsync(area, kind, seat, request.FullMembers, request.ExceptionReason, cancel);
        if (request.ExceptionReason.Length > 0) work.Purpose = request.ExceptionReason.Trim();
        var organization = Organization.Establish(above, new Founding(area, request.Name.Trim(), kind, seat, inPlace ? placeId : null, day), desk.Now);
        db.Add(organization);
        await tree.CountAsync(organization.Path, Measure.Of(kind), 1, cancel);
        try
        {
            var reply = await desk.SaveAsync(organization, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == OrganizationTable.OneSeat)
        {
            throw OrganizationRefusals.SeatTaken();
        }
    }

    private async Task CheckDivisionAsync(Check check, string code, OrganizationSeat seat, CancellationToken cancel)
    {
        if (!Area.TryParse(code, out _)) check.Broken("division_code", code.Length == 0 ? "REQUIRED" : "NOT_A_DIVISION_CODE", "应为 2、4、6、9、12 或 15 位数字");
        else check.That(Fits(seat, code.Length), "division_code", "NOT_OF_THE_SEAT", "编码的级别与党组织所设的位置不符").Standing(await map.FindAsync(code, cancel), "division_code", "没有这个行政区划，或已撤销");
    }

    private static bool Fits(OrganizationSeat seat, int digits) => seat switch
    {
        OrganizationSeat.Division => digits is 2 or 4 or 6,
        OrganizationSeat.Town => digits == 9,
        OrganizationSeat.Community or OrganizationSeat.ResidentGroup or OrganizationSeat.Compound => digits == 12,
        OrganizationSeat.Grid => digits == 15,
        _ => true,
    };

    private static PlaceKind PlaceOf(OrganizationSeat seat) => seat switch { OrganizationSeat.ResidentGroup => PlaceKind.ResidentGroup, OrganizationSeat.Grid => PlaceKind.Grid, _ => PlaceKind.Compound };
}
