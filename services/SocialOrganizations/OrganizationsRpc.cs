using Governance.Hosting;
using Governance.SocialOrganizations.Organizations;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class OrganizationsRpc : Wire.Organizations.OrganizationsBase
{
    public override Task<Wire.Organization> ApplyForOrganization(Wire.ApplyForOrganizationRequest request, ServerCallContext context) => context.Slice<ApplyForOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> EnterOrganization(Wire.EnterOrganizationRequest request, ServerCallContext context) => context.Slice<EnterOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> GetOrganization(Wire.GetOrganizationRequest request, ServerCallContext context) => context.Slice<GetOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListOrganizationsResponse> ListOrganizations(Wire.ListOrganizationsRequest request, ServerCallContext context) => context.Slice<ListOrganizations>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> UpdateOrganization(Wire.UpdateOrganizationRequest request, ServerCallContext context) => context.Slice<UpdateOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> DeclarePartyBuilding(Wire.DeclarePartyBuildingRequest request, ServerCallContext context) => context.Slice<DeclarePartyBuilding>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> IncubateOrganization(Wire.IncubateOrganizationRequest request, ServerCallContext context) => context.Slice<IncubateOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> FileOrganization(Wire.FileOrganizationRequest request, ServerCallContext context) => context.Slice<FileOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> RegisterOrganization(Wire.RegisterOrganizationRequest request, ServerCallContext context) => context.Slice<RegisterOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> GraduateOrganization(Wire.GraduateOrganizationRequest request, ServerCallContext context) => context.Slice<GraduateOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> SuspendOrganization(Wire.SuspendOrganizationRequest request, ServerCallContext context) => context.Slice<SuspendOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> ResumeOrganization(Wire.ResumeOrganizationRequest request, ServerCallContext context) => context.Slice<ResumeOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> ExitOrganization(Wire.ExitOrganizationRequest request, ServerCallContext context) => context.Slice<ExitOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.Organization> DeregisterOrganization(Wire.DeregisterOrganizationRequest request, ServerCallContext context) => context.Slice<DeregisterOrganization>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListOrganizationStepsResponse> ListOrganizationSteps(Wire.ListOrganizationStepsRequest request, ServerCallContext context) => context.Slice<ListOrganizationSteps>().Handle(request, context.CancellationToken);
    public override Task<Wire.OrganizationActivity> GetOrganizationActivity(Wire.GetOrganizationActivityRequest request, ServerCallContext context) => context.Slice<GetOrganizationActivity>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedLeader> RevealLeader(Wire.RevealLeaderRequest request, ServerCallContext context) => context.Slice<RevealLeader>().Handle(request, context.CancellationToken);
}
