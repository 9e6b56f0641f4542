using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class CloseCareProvider(WelfareDb db, TimeProvider clock)
{
    public async Task<Wire.CareProvider> Handle(Wire.CloseCareProviderRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var provider = await db.CareProviders.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw CareRefusals.NoProvider(request.Id);
        Etag.Match(request.Etag, provider.Version);
        provider.Close(clock.GetUtcNow());
        return await db.SaveAsync(provider.ToWire, cancel);
    }
}
