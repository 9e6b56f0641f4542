using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AcceptMilestone(SocialOrgsDb db, ProcurementDesk desk)
{
    public async Task<Wire.Contract> Handle(Wire.AcceptMilestoneRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("evidence", request.Evidence, 100, min: 2);
        if (request.Accepted) return await desk.ChangeAsync(request.Id, request.Etag, check, contract => contract.Accept(request.MilestoneNumber, request.Evidence.Trim(), desk.Me, desk.Now), cancel);
        check.Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contract = await desk.ContractAsync(id, cancel);
        Etag.Match(request.Etag, contract.Version);
        var list = await desk.HoldListAsync(contract.ListId, cancel);
        db.Add(contract.SendBack(request.MilestoneNumber, list, request.Evidence.Trim(), desk.Me, desk.Now));
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(contract, desk.Today), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
