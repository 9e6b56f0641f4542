using Governance.Grid.Disputes;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class DisputesRpc : Wire.Disputes.DisputesBase
{
    public override Task<Wire.Dispute> OpenDispute(Wire.OpenDisputeRequest request, ServerCallContext context) => context.Slice<OpenDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> GetDispute(Wire.GetDisputeRequest request, ServerCallContext context) => context.Slice<GetDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDisputesResponse> ListDisputes(Wire.ListDisputesRequest request, ServerCallContext context) => context.Slice<ListDisputes>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDisputeStepsResponse> ListDisputeSteps(Wire.ListDisputeStepsRequest request, ServerCallContext context) => context.Slice<ListDisputeSteps>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedDispute> RevealDispute(Wire.RevealDisputeRequest request, ServerCallContext context) => context.Slice<RevealDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> SetDisputeRisk(Wire.SetDisputeRiskRequest request, ServerCallContext context) => context.Slice<SetDisputeRisk>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> ReportDispute(Wire.ReportDisputeRequest request, ServerCallContext context) => context.Slice<ReportDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> BeginProceeding(Wire.BeginProceedingRequest request, ServerCallContext context) => context.Slice<BeginProceeding>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> RecordDocking(Wire.RecordDockingRequest request, ServerCallContext context) => context.Slice<RecordDocking>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> EndProceeding(Wire.EndProceedingRequest request, ServerCallContext context) => context.Slice<EndProceeding>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> SettleDispute(Wire.SettleDisputeRequest request, ServerCallContext context) => context.Slice<SettleDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> EscalateDispute(Wire.EscalateDisputeRequest request, ServerCallContext context) => context.Slice<EscalateDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> FollowUpDispute(Wire.FollowUpDisputeRequest request, ServerCallContext context) => context.Slice<FollowUpDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.Dispute> WithdrawDispute(Wire.WithdrawDisputeRequest request, ServerCallContext context) => context.Slice<WithdrawDispute>().Handle(request, context.CancellationToken);
    public override Task<Wire.DisputeFigures> GetDisputeFigures(Wire.GetDisputeFiguresRequest request, ServerCallContext context) => context.Slice<GetDisputeFigures>().Handle(request, context.CancellationToken);
}
