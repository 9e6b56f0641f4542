using Governance.Hosting;
using Governance.Welfare.Care;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CareNeedsRpc : Wire.CareNeeds.CareNeedsBase
{
    public override Task<Wire.CareNeed> RaiseCareNeed(Wire.RaiseCareNeedRequest request, ServerCallContext context) => context.Slice<RaiseCareNeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCareNeedsResponse> ListCareNeeds(Wire.ListCareNeedsRequest request, ServerCallContext context) => context.Slice<ListCareNeeds>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCareRecordsResponse> ListCareRecords(Wire.ListCareRecordsRequest request, ServerCallContext context) => context.Slice<ListCareRecords>().Handle(request, context.CancellationToken);
}
