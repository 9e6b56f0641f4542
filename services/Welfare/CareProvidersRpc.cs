using Governance.Hosting;
using Governance.Welfare.Care;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CareProvidersRpc : Wire.CareProviders.CareProvidersBase
{
    public override Task<Wire.ListCareItemsResponse> ListCareItems(Wire.ListCareItemsRequest request, ServerCallContext context) => context.Slice<ListCareItems>().Handle(request, context.CancellationToken);
    public override Task<Wire.CareItem> SetCareItem(Wire.SetCareItemRequest request, ServerCallContext context) => context.Slice<SetCareItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCareProvidersResponse> ListCareProviders(Wire.ListCareProvidersRequest request, ServerCallContext context) => context.Slice<ListCareProviders>().Handle(request, context.CancellationToken);
    public override Task<Wire.CareProvider> RegisterCareProvider(Wire.RegisterCareProviderRequest request, ServerCallContext context) => context.Slice<RegisterCareProvider>().Handle(request, context.CancellationToken);
    public override Task<Wire.CareProvider> CloseCareProvider(Wire.CloseCareProviderRequest request, ServerCallContext context) => context.Slice<CloseCareProvider>().Handle(request, context.CancellationToken);
}
