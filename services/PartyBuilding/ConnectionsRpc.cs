using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.PartyBuilding.Connections;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class ConnectionsRpc : Wire.Connections.ConnectionsBase
{
    public override Task<Connection> GetConnection(GetConnectionRequest request, ServerCallContext context) => context.Slice<GetConnection>().Handle(request, context.CancellationToken);
}
