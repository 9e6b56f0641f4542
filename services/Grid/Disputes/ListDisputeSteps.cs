using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class ListDisputeSteps(GridDb db)
{
    public async Task<Wire.ListDisputeStepsResponse> Handle(Wire.ListDisputeStepsRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var dispute = await db.Disputes.AsNoTracking().Include(d => d.Steps).FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw DisputeRefusals.NotFound(request.Id);
        return new Wire.ListDisputeStepsResponse
        {
            Steps =
            {
                dispute.Steps.OrderBy(s => s.Ordinal).Select(s => new Wire.DisputeStep
                {
                    Ordinal = s.Ordinal, Kind = s.Kind, State = (Wire.DisputeState)s.State, Level = (Wire.ResponseLevel)s.Level, Actor = s.Actor, Reason = s.Reason, Time = s.At.ToTimestamp(),
                }),
            },
        };
    }
}
