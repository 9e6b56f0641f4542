using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class GetSocialWorker(SocialWorkDesk desk, SocialWorkerWire wire, DivisionMap map)
{
    public async Task<Wire.SocialWorker> Handle(Wire.GetSocialWorkerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var worker = await desk.FindAsync(id, cancel);
        return wire.Of(worker, await map.NameAsync(worker.Area, cancel), await desk.RuleAsync(cancel));
    }
}
