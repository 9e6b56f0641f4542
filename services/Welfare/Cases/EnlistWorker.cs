using Governance.Messaging;
using Governance.Rpc;
using Governance.Access;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class EnlistWorker(WelfareDb db, Grants grants, TimeProvider clock)
{
    public async Task<Wire.CaseWorker> Handle(Wire.EnlistWorkerRequest request, CancellationToken cancel)
    {
        new Check().Text("subject", request.Subject, 200).Text("role", request.Role, 50).That(request.Role.Length == 0 || grants.Roles.Contains(request.Role), "role", "UNKNOWN_ROLE", "没有这个角色").Division("division_code", request.DivisionCode, out var area, longest: 12).OrThrow();
        var worker = new CaseWorker { Id = Guid.CreateVersion7(clock.GetUtcNow()), Subject = request.Subject, Area = area.Code, Role = request.Role };
        db.Add(worker);
        try
        {
            return await db.SaveAsync(() => CaseWire.Of(worker), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CaseWorkerTable.OnceAnArea)
        {
            throw CaseRefusals.WorkerEnlisted();
        }
    }
}
