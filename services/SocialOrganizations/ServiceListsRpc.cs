using Governance.Hosting;
using Governance.SocialOrganizations.Procurement;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class ServiceListsRpc : Wire.ServiceLists.ServiceListsBase
{
    public override Task<Wire.ServiceList> DraftServiceList(Wire.DraftServiceListRequest request, ServerCallContext context) => context.Slice<DraftServiceList>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListItem> AddListItem(Wire.AddListItemRequest request, ServerCallContext context) => context.Slice<AddListItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.ServiceList> PublishServiceList(Wire.PublishServiceListRequest request, ServerCallContext context) => context.Slice<PublishServiceList>().Handle(request, context.CancellationToken);
    public override Task<Wire.ServiceList> GetServiceList(Wire.GetServiceListRequest request, ServerCallContext context) => context.Slice<GetServiceList>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListServiceListsResponse> ListServiceLists(Wire.ListServiceListsRequest request, ServerCallContext context) => context.Slice<ListServiceLists>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListListItemsResponse> ListListItems(Wire.ListListItemsRequest request, ServerCallContext context) => context.Slice<ListListItems>().Handle(request, context.CancellationToken);
}
