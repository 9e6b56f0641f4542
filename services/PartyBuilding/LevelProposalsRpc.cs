using Governance.Hosting;
using Governance.PartyBuilding.Grades;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class LevelProposalsRpc : Wire.LevelProposals.LevelProposalsBase
{
    public override Task<Wire.ListLevelProposalsResponse> ListLevelProposals(Wire.ListLevelProposalsRequest request, ServerCallContext context) => context.Slice<ListLevelProposals>().Handle(request, context.CancellationToken);
    public override Task<Wire.LevelProposal> AcceptLevelProposal(Wire.AcceptLevelProposalRequest request, ServerCallContext context) => context.Slice<AcceptLevelProposal>().Handle(request, context.CancellationToken);
    public override Task<Wire.LevelProposal> DismissLevelProposal(Wire.DismissLevelProposalRequest request, ServerCallContext context) => context.Slice<DismissLevelProposal>().Handle(request, context.CancellationToken);
}
