using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Feed;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class FeedRpc : Wire.Feed.FeedBase
{
    public override Task Read(FeedReadRequest request, IServerStreamWriter<FeedItem> responseStream, ServerCallContext context) => context.Slice<Read>().Handle(request, responseStream, context.CancellationToken);
}
