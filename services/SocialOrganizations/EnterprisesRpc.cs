using Governance.Hosting;
using Governance.SocialOrganizations.Enterprises;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class EnterprisesRpc : Wire.Enterprises.EnterprisesBase
{
    public override Task<Wire.Enterprise> ApplyForRecognition(Wire.ApplyForRecognitionRequest request, ServerCallContext context) => context.Slice<ApplyForRecognition>().Handle(request, context.CancellationToken);
    public override Task<Wire.Enterprise> RecognizeEnterprise(Wire.RecognizeEnterpriseRequest request, ServerCallContext context) => context.Slice<RecognizeEnterprise>().Handle(request, context.CancellationToken);
    public override Task<Wire.Enterprise> DeclineRecognition(Wire.DeclineRecognitionRequest request, ServerCallContext context) => context.Slice<DeclineRecognition>().Handle(request, context.CancellationToken);
    public override Task<Wire.Enterprise> SuperviseEnterprise(Wire.SuperviseEnterpriseRequest request, ServerCallContext context) => context.Slice<SuperviseEnterprise>().Handle(request, context.CancellationToken);
    public override Task<Wire.Enterprise> WithdrawRecognition(Wire.WithdrawRecognitionRequest request, ServerCallContext context) => context.Slice<WithdrawRecognition>().Handle(request, context.CancellationToken);
    public override Task<Wire.Enterprise> ExitRecognition(Wire.ExitRecognitionRequest request, ServerCallContext context) => context.Slice<ExitRecognition>().Handle(request, context.CancellationToken);
    public override Task<Wire.Enterprise> GetEnterprise(Wire.GetEnterpriseRequest request, ServerCallContext context) => context.Slice<GetEnterprise>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEnterprisesResponse> ListEnterprises(Wire.ListEnterprisesRequest request, ServerCallContext context) => context.Slice<ListEnterprises>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSupervisionsResponse> ListSupervisions(Wire.ListSupervisionsRequest request, ServerCallContext context) => context.Slice<ListSupervisions>().Handle(request, context.CancellationToken);
}
