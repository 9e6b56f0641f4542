using Governance.Hosting;
using Governance.Welfare.Jobs;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class JobsRpc : Wire.Jobs.JobsBase
{
    public override Task<Wire.Job> OpenJob(Wire.OpenJobRequest request, ServerCallContext context) => context.Slice<OpenJob>().Handle(request, context.CancellationToken);
    public override Task<Wire.Job> CloseJob(Wire.CloseJobRequest request, ServerCallContext context) => context.Slice<CloseJob>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListJobsResponse> ListJobs(Wire.ListJobsRequest request, ServerCallContext context) => context.Slice<ListJobs>().Handle(request, context.CancellationToken);
    public override Task<Wire.MatchJobResponse> MatchJob(Wire.MatchJobRequest request, ServerCallContext context) => context.Slice<MatchJob>().Handle(request, context.CancellationToken);
    public override Task<Wire.JobEngagement> EngagePerson(Wire.EngagePersonRequest request, ServerCallContext context) => context.Slice<EngagePerson>().Handle(request, context.CancellationToken);
    public override Task<Wire.JobEngagement> EndEngagement(Wire.EndEngagementRequest request, ServerCallContext context) => context.Slice<EndEngagement>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEngagementsResponse> ListEngagements(Wire.ListEngagementsRequest request, ServerCallContext context) => context.Slice<ListEngagements>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetJobFiguresResponse> GetJobFigures(Wire.GetJobFiguresRequest request, ServerCallContext context) => context.Slice<GetJobFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListJobRulesResponse> ListJobRules(Wire.ListJobRulesRequest request, ServerCallContext context) => context.Slice<ListJobRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.JobRule> SetJobRule(Wire.SetJobRuleRequest request, ServerCallContext context) => context.Slice<SetJobRule>().Handle(request, context.CancellationToken);
}
