using Governance.Common.V1;
using Governance.Hosting;
using Grpc.Core;
using Governance.SocialOrganizations.Connections;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class ConnectionsRpc : Wire.Connections.ConnectionsBase
{
    public override Task<Connection> GetConnection(GetConnectionRequest request, ServerCallContext context) => context.Slice<GetConnection>().Handle(request, context.CancellationToken);
}
