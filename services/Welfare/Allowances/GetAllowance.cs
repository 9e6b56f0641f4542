using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class GetAllowance(WelfareDb db, AllowanceDesk desk)
{
    public async Task<Wire.Allowance> Handle(Wire.GetAllowanceRequest request, CancellationToken cancel)
    {
        var allowance = await desk.FindAsync(request.Id, "", new Check().Known("purpose", request.Purpose), cancel);
        db.AuditRead(allowance.PersonId, allowance.Area, request.Purpose.ToString());
        return await desk.SaveAsync(allowance, cancel);
    }
}
