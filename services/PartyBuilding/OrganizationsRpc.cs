using Governance.Hosting;
using Governance.PartyBuilding.Organizations;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class OrganizationsRpc : Wire.Organizations.OrganizationsBase
{
    public override Task<Wire.Organization> EstablishOrganization(Wire.EstablishOrganizationRequest request, ServerCallContext context) => context.Slice<EstablishOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> RenameOrganization(Wire.RenameOrganizationRequest request, ServerCallContext context) => context.Slice<RenameOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> ChangeOrganizationKind(Wire.ChangeOrganizationKindRequest request, ServerCallContext context) => context.Slice<ChangeOrganizationKind>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> MoveOrganization(Wire.MoveOrganizationRequest request, ServerCallContext context) => context.Slice<MoveOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> MergeOrganizations(Wire.MergeOrganizationsRequest request, ServerCallContext context) => context.Slice<MergeOrganizations>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> DissolveOrganization(Wire.DissolveOrganizationRequest request, ServerCallContext context) => context.Slice<DissolveOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> GetOrganization(Wire.GetOrganizationRequest request, ServerCallContext context) => context.Slice<GetOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListOrganizationsResponse> ListOrganizations(Wire.ListOrganizationsRequest request, ServerCallContext context) => context.Slice<ListOrganizations>().Handle(request, context.CancellationToken);
    public override Task<Wire.OrganizationFigures> GetOrganizationFigures(Wire.GetOrganizationFiguresRequest request, ServerCallContext context) => context.Slice<GetOrganizationFigures>().Handle(request, context.CancellationToken);
}
