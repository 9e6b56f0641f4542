using Governance.Hosting;
using Governance.SocialOrganizations.Procurement;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class ContractsRpc : Wire.Contracts.ContractsBase
{
    public override Task<Wire.Contract> SignContract(Wire.SignContractRequest request, ServerCallContext context) => context.Slice<SignContract>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> GetContract(Wire.GetContractRequest request, ServerCallContext context) => context.Slice<GetContract>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListContractsResponse> ListContracts(Wire.ListContractsRequest request, ServerCallContext context) => context.Slice<ListContracts>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> DeliverMilestone(Wire.DeliverMilestoneRequest request, ServerCallContext context) => context.Slice<DeliverMilestone>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> AcceptMilestone(Wire.AcceptMilestoneRequest request, ServerCallContext context) => context.Slice<AcceptMilestone>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> RequestPayment(Wire.RequestPaymentRequest request, ServerCallContext context) => context.Slice<RequestPayment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> VerifyPayment(Wire.VerifyPaymentRequest request, ServerCallContext context) => context.Slice<VerifyPayment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> ApprovePayment(Wire.ApprovePaymentRequest request, ServerCallContext context) => context.Slice<ApprovePayment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> ReleasePayment(Wire.ReleasePaymentRequest request, ServerCallContext context) => context.Slice<ReleasePayment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> ReturnPayment(Wire.ReturnPaymentRequest request, ServerCallContext context) => context.Slice<ReturnPayment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> ReversePayment(Wire.ReversePaymentRequest request, ServerCallContext context) => context.Slice<ReversePayment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> TerminateContract(Wire.TerminateContractRequest request, ServerCallContext context) => context.Slice<TerminateContract>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> EvaluateContract(Wire.EvaluateContractRequest request, ServerCallContext context) => context.Slice<EvaluateContract>().Handle(request, context.CancellationToken);
    public override Task<Wire.ContractTrail> GetContractTrail(Wire.GetContractTrailRequest request, ServerCallContext context) => context.Slice<GetContractTrail>().Handle(request, context.CancellationToken);
    public override Task<Wire.PrintContractTrailResponse> PrintContractTrail(Wire.PrintContractTrailRequest request, ServerCallContext context) => context.Slice<PrintContractTrail>().Handle(request, context.CancellationToken);
}
