using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.Welfare.Feed;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class FeedRpc : Wire.Feed.FeedBase
{
    public override Task Read(FeedReadRequest request, IServerStreamWriter<FeedItem> responseStream, ServerCallContext context) => context.Slice<Read>().Handle(request, responseStream, context.CancellationToken);
}
