using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class OpenSocialWorkStation(SocialOrgsDb db, SocialWorkDesk desk, DivisionMap map)
{
    public async Task<Wire.SocialWorkStation> Handle(Wire.OpenSocialWorkStationRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("name", request.Name, 100, min: 2).Within("planned_staff", request.PlannedStaff, 1, 200);
        var area = await desk.PlaceAsync(check, request.DivisionCode, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var by = await desk.OperatorAsync(check, request.OperatorId, cancel);
        check.OrThrow();
        var station = SocialWorkStation.Open(area.Code, request.Name.Trim(), by, request.PlannedStaff, desk.Now);
        db.Add(station);
        var division = await map.NameAsync(area.Code, cancel);
        try
        {
            var reply = await db.SaveAsync(() => SocialWorkDesk.Of(station, 0, division), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == SocialWorkStationTable.OneADivision)
        {
            throw SocialWorkRefusals.StationExists();
        }
    }
}
