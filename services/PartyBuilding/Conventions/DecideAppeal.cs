using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class DecideAppeal(ConventionDesk desk, Work work)
{
    public Task<Wire.Listing> Handle(Wire.DecideAppealRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), listing =>
    {
        listing.Decide(request.Uphold, desk.Who);
        work.Purpose = request.Reason.Trim();
    }, cancel);
}
