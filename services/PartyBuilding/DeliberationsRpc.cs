using Governance.Hosting;
using Governance.PartyBuilding.Deliberation;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class DeliberationsRpc : Wire.Deliberations.DeliberationsBase
{
    public override Task<Wire.Motion> EnterMotion(Wire.EnterMotionRequest request, ServerCallContext context) => context.Slice<EnterMotion>().Handle(request, context.CancellationToken);
    public override Task<Wire.Motion> RecordMeeting(Wire.RecordMeetingRequest request, ServerCallContext context) => context.Slice<RecordMeeting>().Handle(request, context.CancellationToken);
    public override Task<Wire.Motion> PublishMotion(Wire.PublishMotionRequest request, ServerCallContext context) => context.Slice<PublishMotion>().Handle(request, context.CancellationToken);
    public override Task<Wire.Motion> WithdrawMotion(Wire.WithdrawMotionRequest request, ServerCallContext context) => context.Slice<WithdrawMotion>().Handle(request, context.CancellationToken);
    public override Task<Wire.Motion> GetMotion(Wire.GetMotionRequest request, ServerCallContext context) => context.Slice<GetMotion>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListMotionsResponse> ListMotions(Wire.ListMotionsRequest request, ServerCallContext context) => context.Slice<ListMotions>().Handle(request, context.CancellationToken);
    public override Task<Wire.DeliberationRule> SetDeliberationRule(Wire.SetDeliberationRuleRequest request, ServerCallContext context) => context.Slice<SetDeliberationRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDeliberationRulesResponse> ListDeliberationRules(Wire.ListDeliberationRulesRequest request, ServerCallContext context) => context.Slice<ListDeliberationRules>().Handle(request, context.CancellationToken);
}
