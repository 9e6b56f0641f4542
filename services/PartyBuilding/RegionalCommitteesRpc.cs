using Governance.Hosting;
using Governance.PartyBuilding.Regional;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class RegionalCommitteesRpc : Wire.RegionalCommittees.RegionalCommitteesBase
{
    public override Task<Wire.RegionalCommittee> EstablishRegionalCommittee(Wire.EstablishRegionalCommitteeRequest request, ServerCallContext context) => context.Slice<EstablishRegionalCommittee>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRegionalCommitteesResponse> ListRegionalCommittees(Wire.ListRegionalCommitteesRequest request, ServerCallContext context) => context.Slice<ListRegionalCommittees>().Handle(request, context.CancellationToken);
    public override Task<Wire.MemberUnit> AdmitUnit(Wire.AdmitUnitRequest request, ServerCallContext context) => context.Slice<AdmitUnit>().Handle(request, context.CancellationToken);
    public override Task<Wire.MemberUnit> PartUnit(Wire.PartUnitRequest request, ServerCallContext context) => context.Slice<PartUnit>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMemberUnitsResponse> ListMemberUnits(Wire.ListMemberUnitsRequest request, ServerCallContext context) => context.Slice<ListMemberUnits>().Handle(request, context.CancellationToken);
    public override Task<Wire.PartTimeMember> SeatPartTimeMember(Wire.SeatPartTimeMemberRequest request, ServerCallContext context) => context.Slice<SeatPartTimeMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.PartTimeMember> UnseatPartTimeMember(Wire.UnseatPartTimeMemberRequest request, ServerCallContext context) => context.Slice<UnseatPartTimeMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPartTimeMembersResponse> ListPartTimeMembers(Wire.ListPartTimeMembersRequest request, ServerCallContext context) => context.Slice<ListPartTimeMembers>().Handle(request, context.CancellationToken);
    public override Task<Wire.Agreement> SignAgreement(Wire.SignAgreementRequest request, ServerCallContext context) => context.Slice<SignAgreement>().Handle(request, context.CancellationToken);
    public override Task<Wire.Agreement> RenewAgreement(Wire.RenewAgreementRequest request, ServerCallContext context) => context.Slice<RenewAgreement>().Handle(request, context.CancellationToken);
    public override Task<Wire.Agreement> EndAgreement(Wire.EndAgreementRequest request, ServerCallContext context) => context.Slice<EndAgreement>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAgreementsResponse> ListAgreements(Wire.ListAgreementsRequest request, ServerCallContext context) => context.Slice<ListAgreements>().Handle(request, context.CancellationToken);
}
