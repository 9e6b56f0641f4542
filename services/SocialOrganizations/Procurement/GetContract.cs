using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class GetContract(ProcurementDesk desk)
{
    public async Task<Wire.Contract> Handle(Wire.GetContractRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return ProcurementDesk.Of(await desk.ContractAsync(id, cancel), desk.Today);
    }
}
