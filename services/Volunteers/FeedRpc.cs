using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.Volunteers.Feed;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class FeedRpc : Wire.Feed.FeedBase
{
    public override Task Read(FeedReadRequest request, IServerStreamWriter<FeedItem> responseStream, ServerCallContext context) => context.Slice<Read>().Handle(request, responseStream, context.CancellationToken);
}
