using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Connections;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class ConnectionsRpc : Wire.Connections.ConnectionsBase
{
    public override Task<Connection> GetConnection(GetConnectionRequest request, ServerCallContext context) => context.Slice<GetConnection>().Handle(request, context.CancellationToken);
}
