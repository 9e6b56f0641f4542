using Governance.Hosting;
using Governance.PartyBuilding.Members;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class MembersRpc : Wire.Members.MembersBase
{
    public override Task<Wire.Member> EnterApplicant(Wire.EnterApplicantRequest request, ServerCallContext context) => context.Slice<EnterApplicant>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> GetMember(Wire.GetMemberRequest request, ServerCallContext context) => context.Slice<GetMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMembersResponse> ListMembers(Wire.ListMembersRequest request, ServerCallContext context) => context.Slice<ListMembers>().Handle(request, context.CancellationToken);
    public override Task<Wire.FindMemberResponse> FindMember(Wire.FindMemberRequest request, ServerCallContext context) => context.Slice<FindMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedMember> RevealMember(Wire.RevealMemberRequest request, ServerCallContext context) => context.Slice<RevealMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> UpdateMember(Wire.UpdateMemberRequest request, ServerCallContext context) => context.Slice<UpdateMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> AdvanceMember(Wire.AdvanceMemberRequest request, ServerCallContext context) => context.Slice<AdvanceMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> RevertMember(Wire.RevertMemberRequest request, ServerCallContext context) => context.Slice<RevertMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> ExtendProbation(Wire.ExtendProbationRequest request, ServerCallContext context) => context.Slice<ExtendProbation>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> EndMembership(Wire.EndMembershipRequest request, ServerCallContext context) => context.Slice<EndMembership>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> FloatMember(Wire.FloatMemberRequest request, ServerCallContext context) => context.Slice<FloatMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.Member> ReturnMember(Wire.ReturnMemberRequest request, ServerCallContext context) => context.Slice<ReturnMember>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMemberStepsResponse> ListMemberSteps(Wire.ListMemberStepsRequest request, ServerCallContext context) => context.Slice<ListMemberSteps>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMemberRulesResponse> ListMemberRules(Wire.ListMemberRulesRequest request, ServerCallContext context) => context.Slice<ListMemberRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.MemberRule> SetMemberRule(Wire.SetMemberRuleRequest request, ServerCallContext context) => context.Slice<SetMemberRule>().Handle(request, context.CancellationToken);
}
