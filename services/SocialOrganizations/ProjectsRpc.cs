using Governance.Hosting;
using Governance.SocialOrganizations.Projects;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class ProjectsRpc : Wire.Projects.ProjectsBase
{
    public override Task<Wire.ProjectList> OpenProjectList(Wire.OpenProjectListRequest request, ServerCallContext context) => context.Slice<OpenProjectList>().Handle(request, context.CancellationToken);
    public override Task<Wire.ProjectList> CloseProjectList(Wire.CloseProjectListRequest request, ServerCallContext context) => context.Slice<CloseProjectList>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListProjectListsResponse> ListProjectLists(Wire.ListProjectListsRequest request, ServerCallContext context) => context.Slice<ListProjectLists>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> RaiseProject(Wire.RaiseProjectRequest request, ServerCallContext context) => context.Slice<RaiseProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> DesignProject(Wire.DesignProjectRequest request, ServerCallContext context) => context.Slice<DesignProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> MatchProject(Wire.MatchProjectRequest request, ServerCallContext context) => context.Slice<MatchProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> AddFundSource(Wire.AddFundSourceRequest request, ServerCallContext context) => context.Slice<AddFundSource>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> RemoveFundSource(Wire.RemoveFundSourceRequest request, ServerCallContext context) => context.Slice<RemoveFundSource>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> StartProject(Wire.StartProjectRequest request, ServerCallContext context) => context.Slice<StartProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> ReportProgress(Wire.ReportProgressRequest request, ServerCallContext context) => context.Slice<ReportProgress>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> SubmitProject(Wire.SubmitProjectRequest request, ServerCallContext context) => context.Slice<SubmitProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> AcceptProject(Wire.AcceptProjectRequest request, ServerCallContext context) => context.Slice<AcceptProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> WithdrawProject(Wire.WithdrawProjectRequest request, ServerCallContext context) => context.Slice<WithdrawProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.Project> GetProject(Wire.GetProjectRequest request, ServerCallContext context) => context.Slice<GetProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListProjectsResponse> ListProjects(Wire.ListProjectsRequest request, ServerCallContext context) => context.Slice<ListProjects>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListProjectStepsResponse> ListProjectSteps(Wire.ListProjectStepsRequest request, ServerCallContext context) => context.Slice<ListProjectSteps>().Handle(request, context.CancellationToken);
}
