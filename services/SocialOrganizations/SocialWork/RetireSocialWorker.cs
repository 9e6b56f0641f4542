using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RetireSocialWorker(SocialWorkDesk desk, Work work)
{
    public Task<Wire.SocialWorker> Handle(Wire.RetireSocialWorkerRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("reason", request.Reason, 200, min: 4);
        work.Purpose = request.Reason.Trim();
        return desk.ChangeAsync(request.Id, request.Etag, check, worker => worker.Retire(desk.Now), cancel);
    }
}
