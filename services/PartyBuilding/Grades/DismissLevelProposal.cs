using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class DismissLevelProposal(LevelProposalDesk desk, Work work)
{
    public async Task<Wire.LevelProposal> Handle(Wire.DismissLevelProposalRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var proposal = await desk.FindAsync(id, request.Etag, cancel);
        proposal.Decide(accept: false);
        work.Purpose = request.Reason.Trim();
        return await desk.SaveAsync(proposal, cancel);
    }
}
