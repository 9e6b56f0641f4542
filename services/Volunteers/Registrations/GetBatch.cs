using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class GetBatch(VolunteersDb db)
{
    public async Task<Wire.RegistrationBatch> Handle(Wire.GetBatchRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return (await db.Batches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancel) ?? throw BatchRefusals.NotFound(request.Id)).ToWire();
    }
}
