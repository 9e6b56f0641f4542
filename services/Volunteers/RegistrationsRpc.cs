using Governance.Hosting;
using Governance.Volunteers.Registrations;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class RegistrationsRpc : Wire.Registrations.RegistrationsBase
{
    public override Task<Wire.Volunteer> RegisterVolunteer(Wire.RegisterVolunteerRequest request, ServerCallContext context) => context.Slice<RegisterVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Volunteer> GetVolunteer(Wire.GetVolunteerRequest request, ServerCallContext context) => context.Slice<GetVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.SearchVolunteersResponse> SearchVolunteers(Wire.SearchVolunteersRequest request, ServerCallContext context) => context.Slice<SearchVolunteers>().Handle(request, context.CancellationToken);
    public override Task<Wire.FindByIdentityNumberResponse> FindByIdentityNumber(Wire.FindByIdentityNumberRequest request, ServerCallContext context) => context.Slice<FindByIdentityNumber>().Handle(request, context.CancellationToken);
    public override Task<Wire.HashIdentityNumberResponse> HashIdentityNumber(Wire.HashIdentityNumberRequest request, ServerCallContext context) => context.Slice<HashIdentityNumber>().Handle(request, context.CancellationToken);
    public override Task<Wire.Volunteer> UpdateVolunteer(Wire.UpdateVolunteerRequest request, ServerCallContext context) => context.Slice<UpdateVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Volunteer> TransferVolunteer(Wire.TransferVolunteerRequest request, ServerCallContext context) => context.Slice<TransferVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Volunteer> SuspendVolunteer(Wire.SuspendVolunteerRequest request, ServerCallContext context) => context.Slice<SuspendVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Volunteer> ReinstateVolunteer(Wire.ReinstateVolunteerRequest request, ServerCallContext context) => context.Slice<ReinstateVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.Volunteer> LeaveVolunteer(Wire.LeaveVolunteerRequest request, ServerCallContext context) => context.Slice<LeaveVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.WithdrawConsentResponse> WithdrawConsent(Wire.WithdrawConsentRequest request, ServerCallContext context) => context.Slice<WithdrawConsent>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedVolunteer> RevealVolunteer(Wire.RevealVolunteerRequest request, ServerCallContext context) => context.Slice<RevealVolunteer>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGrowthStepsResponse> ListGrowthSteps(Wire.ListGrowthStepsRequest request, ServerCallContext context) => context.Slice<ListGrowthSteps>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSkillsResponse> ListSkills(Wire.ListSkillsRequest request, ServerCallContext context) => context.Slice<ListSkills>().Handle(request, context.CancellationToken);
}
