using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class ApproveAllowance(AllowanceDesk desk)
{
    public async Task<Wire.Allowance> Handle(Wire.ApproveAllowanceRequest request, CancellationToken cancel)
    {
        var allowance = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        allowance.Approve(desk.Today, desk.Me);
        await desk.MustBeEligibleAsync(allowance, cancel);
        return await desk.SaveAsync(allowance, cancel);
    }
}
