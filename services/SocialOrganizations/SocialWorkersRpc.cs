using Governance.Hosting;
using Governance.SocialOrganizations.SocialWork;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class SocialWorkersRpc : Wire.SocialWorkers.SocialWorkersBase
{
    public override Task<Wire.SocialWorker> RegisterSocialWorker(Wire.RegisterSocialWorkerRequest request, ServerCallContext context) => context.Slice<RegisterSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorker> UpdateSocialWorker(Wire.UpdateSocialWorkerRequest request, ServerCallContext context) => context.Slice<UpdateSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorker> RenewCertificate(Wire.RenewCertificateRequest request, ServerCallContext context) => context.Slice<RenewCertificate>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorker> RetireSocialWorker(Wire.RetireSocialWorkerRequest request, ServerCallContext context) => context.Slice<RetireSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorker> PostSocialWorker(Wire.PostSocialWorkerRequest request, ServerCallContext context) => context.Slice<PostSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorker> FindSocialWorker(Wire.FindSocialWorkerRequest request, ServerCallContext context) => context.Slice<FindSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorker> GetSocialWorker(Wire.GetSocialWorkerRequest request, ServerCallContext context) => context.Slice<GetSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSocialWorkersResponse> ListSocialWorkers(Wire.ListSocialWorkersRequest request, ServerCallContext context) => context.Slice<ListSocialWorkers>().Handle(request, context.CancellationToken);
    public override Task<Wire.EducationEntry> RecordEducation(Wire.RecordEducationRequest request, ServerCallContext context) => context.Slice<RecordEducation>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEducationEntriesResponse> ListEducationEntries(Wire.ListEducationEntriesRequest request, ServerCallContext context) => context.Slice<ListEducationEntries>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedSocialWorker> RevealSocialWorker(Wire.RevealSocialWorkerRequest request, ServerCallContext context) => context.Slice<RevealSocialWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorkRule> SetSocialWorkRule(Wire.SetSocialWorkRuleRequest request, ServerCallContext context) => context.Slice<SetSocialWorkRule>().Handle(request, context.CancellationToken);
}
