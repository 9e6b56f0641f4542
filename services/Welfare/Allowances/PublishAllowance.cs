using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class PublishAllowance(AllowanceDesk desk)
{
    public async Task<Wire.Allowance> Handle(Wire.PublishAllowanceRequest request, CancellationToken cancel)
    {
        var allowance = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        allowance.Publish(desk.Today, (await desk.RuleAsync(allowance.Area, allowance.Kind, cancel)).PublishDays);
        return await desk.SaveAsync(allowance, cancel);
    }
}
