using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class GetContractTrail(ProcurementDesk desk, BidWire wire)
{
    public async Task<Wire.ContractTrail> Handle(Wire.GetContractTrailRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var contract = await desk.ContractAsync(id, cancel);
        var (tender, bids) = await desk.TenderOfAsync(contract, cancel);
        var reply = new Wire.ContractTrail { Contract = ProcurementDesk.Of(contract, desk.Today), Tender = ProcurementDesk.Of(tender, bids.Count) };
        reply.Bids.AddRange(wire.Trail(tender, bids, desk.Now));
        reply.Steps.AddRange((await desk.TrailAsync(contract, cancel)).Select(ProcurementDesk.Of));
        return reply;
    }
}
