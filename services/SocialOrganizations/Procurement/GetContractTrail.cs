using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class GetContractTrail(ProcurementDesk desk, BidWire wire)
{
    public async Task<Wire.ContractTrail> Handle(Wire.GetContractTrailRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var contract = await desk.ContractAsync(id, cancel);
        var trail = await desk.TrailAsync(contract, cancel);
        var (tender, bids) = trail.Rounds[0];
        var reply = new Wire.ContractTrail { Contract = ProcurementDesk.Of(contract, desk.Today), Tender = ProcurementDesk.Of(tender, bids.Count) };
        reply.Bids.AddRange(wire.Trail(tender, bids, desk.Now));
        foreach (var (before, theirs) in trail.Rounds.Skip(1))
        {
            var round = new Wire.EarlierRound { Tender = ProcurementDesk.Of(before, theirs.Count) };
            round.Bids.AddRange(wire.Trail(before, theirs, desk.Now));
            reply.EarlierRounds.Add(round);
        }
        reply.Steps.AddRange(trail.Steps.Select(s => ProcurementDesk.Of(s.Step, s.Round)));
        return reply;
    }
}
