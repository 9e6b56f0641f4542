using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class TakeNotice(ProtectionDesk desk, Caller caller)
{
    public async Task<Wire.ChildReport> Handle(Wire.TakeNoticeRequest request, CancellationToken cancel)
    {
        var report = await desk.FindAsync(request.Id, "", new Check().Within("number", request.Number, 1, 10_000), cancel);
        report.TakeNotice(request.Number, desk.Me, caller.Covers);
        return await desk.SaveAsync(report, cancel);
    }
}
