using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class EvaluateContract(ProcurementDesk desk)
{
    public Task<Wire.Contract> Handle(Wire.EvaluateContractRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Within("rating", request.Rating, 1, 5), contract => [contract.Evaluate(request.Rating, desk.Me, desk.Now)], cancel);
}
