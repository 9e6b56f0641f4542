using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.PartyBuilding.Feed;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class FeedRpc : Wire.Feed.FeedBase
{
    public override Task Read(FeedReadRequest request, IServerStreamWriter<FeedItem> responseStream, ServerCallContext context) => context.Slice<Read>().Handle(request, responseStream, context.CancellationToken);
}
