using Governance.Common.V1;
using Grpc.Core;

namespace Governance.Volunteers.Feed;

internal sealed class Read(Messaging.EventFeed feed)
{
    public Task Handle(FeedReadRequest request, IServerStreamWriter<FeedItem> items, CancellationToken cancel) => feed.ReadAsync(request, items, cancel);
}
