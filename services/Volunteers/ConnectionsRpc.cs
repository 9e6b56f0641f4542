using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.Volunteers.Connections;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class ConnectionsRpc : Wire.Connections.ConnectionsBase
{
    public override Task<Connection> GetConnection(GetConnectionRequest request, ServerCallContext context) => context.Slice<GetConnection>().Handle(request, context.CancellationToken);
}
