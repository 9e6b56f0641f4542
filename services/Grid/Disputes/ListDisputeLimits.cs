using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class ListDisputeLimits(DisputeLimitBook limits)
{
    public async Task<Wire.ListDisputeLimitsResponse> Handle(Wire.ListDisputeLimitsRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out _).OrThrow();
        var rows = await limits.Holding(request.DivisionCode).OrderBy(l => l.Kind).ThenByDescending(l => l.Area).ThenByDescending(l => l.Since).ToListAsync(cancel);
        return new Wire.ListDisputeLimitsResponse { Limits = { rows.Select(DisputeWire.Of) } };
    }
}
