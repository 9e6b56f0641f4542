using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class PrintContractTrail(SocialOrgsDb db, ProcurementDesk desk, BidWire wire, DivisionMap map)
{
    public async Task<Wire.PrintContractTrailResponse> Handle(Wire.PrintContractTrailRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var contract = await desk.ContractAsync(id, cancel);
        var trail = await desk.TrailAsync(contract, cancel);
        var pdf = TrailPaper.Draw(contract, await map.NameAsync(contract.Area, cancel), [.. trail.Rounds.Select(r => (r.Tender, wire.Trail(r.Tender, r.Bids, desk.Now)))], trail.Steps, desk.Now);
        db.AuditRead(contract.Id, contract.Area, "打印合同全过程材料");
        await db.SaveAsync(cancel);
        return new Wire.PrintContractTrailResponse { Pdf = Google.Protobuf.ByteString.CopyFrom(pdf), FileName = contract.Number + ".pdf" };
    }
}
