using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class GetWorker(GridDb db, WorkerWire wire)
{
    public async Task<Wire.Worker> Handle(Wire.GetWorkerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var worker = await db.Workers.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancel);
        return worker is null ? throw WorkerRefusals.NotFound(request.Id) : wire.Of(worker);
    }
}
