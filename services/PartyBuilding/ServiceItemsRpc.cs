using Governance.Hosting;
using Governance.PartyBuilding.ReportIns;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class ServiceItemsRpc : Wire.ServiceItems.ServiceItemsBase
{
    public override Task<Wire.ServiceItem> PublishServiceItem(Wire.PublishServiceItemRequest request, ServerCallContext context) => context.Slice<PublishServiceItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.ServiceItem> CloseServiceItem(Wire.CloseServiceItemRequest request, ServerCallContext context) => context.Slice<CloseServiceItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListServiceItemsResponse> ListServiceItems(Wire.ListServiceItemsRequest request, ServerCallContext context) => context.Slice<ListServiceItems>().Handle(request, context.CancellationToken);
    public override Task<Wire.Undertaking> TakeServiceItem(Wire.TakeServiceItemRequest request, ServerCallContext context) => context.Slice<TakeServiceItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.Undertaking> ReleaseUndertaking(Wire.ReleaseUndertakingRequest request, ServerCallContext context) => context.Slice<ReleaseUndertaking>().Handle(request, context.CancellationToken);
    public override Task<Wire.Undertaking> CompleteUndertaking(Wire.CompleteUndertakingRequest request, ServerCallContext context) => context.Slice<CompleteUndertaking>().Handle(request, context.CancellationToken);
    public override Task<Wire.Undertaking> ReturnUndertaking(Wire.ReturnUndertakingRequest request, ServerCallContext context) => context.Slice<ReturnUndertaking>().Handle(request, context.CancellationToken);
    public override Task<Wire.Undertaking> ConfirmUndertaking(Wire.ConfirmUndertakingRequest request, ServerCallContext context) => context.Slice<ConfirmUndertaking>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListUndertakingsResponse> ListUndertakings(Wire.ListUndertakingsRequest request, ServerCallContext context) => context.Slice<ListUndertakings>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRefusedServicesResponse> ListRefusedServices(Wire.ListRefusedServicesRequest request, ServerCallContext context) => context.Slice<ListRefusedServices>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListServiceEntriesResponse> ListServiceEntries(Wire.ListServiceEntriesRequest request, ServerCallContext context) => context.Slice<ListServiceEntries>().Handle(request, context.CancellationToken);
}
