using Governance.Map;
using Governance.Grid.Divisions;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class EnterWorker(GridDb db, DivisionMap map, WorkerWire wire, TimeProvider clock)
{
    public async Task<Wire.Worker> Handle(Wire.EnterWorkerRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .CommunityCode("community_code", request.CommunityCode)
            .Text("name", request.Name, max: 50, min: 2)
            .That(request.Phone is ['1', ..] and { Length: 11 } && request.Phone.All(char.IsAsciiDigit), "phone", "NOT_A_MOBILE_PHONE", "应为以 1 开头的 11 位手机号")
            .Text("subject", request.Subject, max: 100, min: 0)
            .Known("employment", request.Employment)
            .Few("duties", request.Duties.Count, max: 30);
        for (var i = 0; i < request.Duties.Count; i++) check.Text($"duties[{i}]", request.Duties[i], max: 100);
        check.OrThrow();
        if (await map.FindAsync(request.CommunityCode, cancel) is null or { Retired: true }) throw DivisionRefusals.NotFound(request.CommunityCode);

        var worker = Worker.Enter(request.CommunityCode, wire.Seal(request.Name.Trim(), request.Phone), request.Subject, (WorkerEmployment)request.Employment,
            request.Duties, clock.GetUtcNow());
        db.Add(worker);
        try
        {
            return await db.SaveAsync(() => wire.Of(worker), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == WorkerTable.PhoneServesOnce)
        {
            throw WorkerRefusals.AlreadyServes();
        }
        catch (ConstraintBroken e) when (e.Constraint == Communities.Place.MustExist)
        {
            throw DivisionRefusals.NotFound(request.CommunityCode);
        }
    }
}
