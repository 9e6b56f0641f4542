using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class ReturnConvention(ConventionDesk desk)
{
    public async Task<Wire.Convention> Handle(Wire.ReturnConventionRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var convention = await desk.FindAsync(id, request.Etag, cancel);
        convention.Return(desk.Seal(request.Reason, ConventionDesk.ReasonPurpose), desk.Who);
        return await desk.SaveAsync(convention, cancel);
    }
}
