using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.Welfare.Connections;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class ConnectionsRpc : Wire.Connections.ConnectionsBase
{
    public override Task<Connection> GetConnection(GetConnectionRequest request, ServerCallContext context) => context.Slice<GetConnection>().Handle(request, context.CancellationToken);
}
