using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class GetWorker(PartyDb db, WorkerDesk desk)
{
    public async Task<Wire.Worker> Handle(Wire.GetWorkerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return (await desk.OfAsync([await db.Workers.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancel) ?? throw WorkerRefusals.NotFound(request.Id)], cancel))[0];
    }
}
