using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class SignAgreement(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.Agreement> Handle(Wire.SignAgreementRequest request, CancellationToken cancel)
    {
        new Check().Id("unit_id", request.UnitId, out var unitId).Text("title", request.Title, 100, min: 4).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until)
            .That(until == default || from == default || (until >= from && until <= from.AddYears(5)), "end_date", "OUT_OF_RANGE", "应不早于开始日期，且不超过 5 年").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var agreement = Agreement.Sign(await desk.ShareUnitAsync(unitId, cancel), request.Title.Trim(), from, until, desk.Now);
        db.Add(agreement);
        var reply = await db.SaveAsync(() => RegionalDesk.Of(agreement), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
