using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class AppealListing(ConventionDesk desk)
{
    public Task<Wire.Listing> Handle(Wire.AppealListingRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Text("appeal", request.Appeal, 500, min: 4), listing => listing.Appeal(desk.Seal(request.Appeal, ConventionDesk.AppealPurpose)), cancel);
}
