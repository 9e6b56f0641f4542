using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class FollowUpDispute(DisputeDesk desk, DisputeWire wire)
{
    public async Task<Wire.Dispute> Handle(Wire.FollowUpDisputeRequest request, CancellationToken cancel)
    {
        DateOnly? next = null;
        var check = new Check().Known("performance", request.Performance).Text("findings", request.Findings, 200);
        if (request.Performance == Wire.Performance.Partly)
        {
            check.Date("perform_by_date", request.PerformByDate, out var day).That(day > desk.Today, "perform_by_date", "NOT_IN_THE_FUTURE", "应晚于今天");
            next = day;
        }
        else check.That(request.PerformByDate.Length == 0, "perform_by_date", "ONLY_WHEN_PARTLY", "只有部分履行时才填写下次履行期限");
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, check, cancel);
        dispute.FollowUp((Performance)request.Performance, wire.SealFindings(request.Findings), next, await desk.TermsAsync(dispute, cancel), desk.Me);
        return await desk.SaveAsync(dispute, cancel);
    }
}
