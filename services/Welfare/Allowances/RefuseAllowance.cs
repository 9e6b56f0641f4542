using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class RefuseAllowance(AllowanceDesk desk, Work work)
{
    public async Task<Wire.Allowance> Handle(Wire.RefuseAllowanceRequest request, CancellationToken cancel)
    {
        var allowance = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), cancel);
        work.Purpose = request.Reason.Trim();
        allowance.Refuse();
        return await desk.SaveAsync(allowance, cancel);
    }
}
