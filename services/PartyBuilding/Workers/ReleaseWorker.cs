using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class ReleaseWorker(WorkerDesk desk, OrganizationDesk days, PersonWire people)
{
    public async Task<Wire.Worker> Handle(Wire.ReleaseWorkerRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Known("leave", request.Leave).Text("reason", request.Reason, 200, min: 4);
        var on = days.Past(check, "left_date", request.LeftDate);
        check.OrThrow();
        var worker = await desk.FindAsync(id, cancel);
        Etag.Match(request.Etag, worker.Version);
        worker.Release((WorkerLeave)request.Leave, on, people.SealReason(request.Reason.Trim()), desk.Now);
        return await desk.SaveAsync(worker, cancel);
    }
}
