using Governance.Hosting;
using Governance.PartyBuilding.Musters;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class MustersRpc : Wire.Musters.MustersBase
{
    public override Task<Wire.ListMustersResponse> ListMusters(Wire.ListMustersRequest request, ServerCallContext context) => context.Slice<ListMusters>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMusterPeopleResponse> ListMusterPeople(Wire.ListMusterPeopleRequest request, ServerCallContext context) => context.Slice<ListMusterPeople>().Handle(request, context.CancellationToken);
}
