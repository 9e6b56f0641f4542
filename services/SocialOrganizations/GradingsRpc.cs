using Governance.Hosting;
using Governance.SocialOrganizations.Assessments;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class GradingsRpc : Wire.Gradings.GradingsBase
{
    public override Task<Wire.GradingScheme> SetGradingScheme(Wire.SetGradingSchemeRequest request, ServerCallContext context) => context.Slice<SetGradingScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGradingSchemesResponse> ListGradingSchemes(Wire.ListGradingSchemesRequest request, ServerCallContext context) => context.Slice<ListGradingSchemes>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grading> ApplyForGrading(Wire.ApplyForGradingRequest request, ServerCallContext context) => context.Slice<ApplyForGrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.GradingPanelist> SeatGradingPanelist(Wire.SeatGradingPanelistRequest request, ServerCallContext context) => context.Slice<SeatGradingPanelist>().Handle(request, context.CancellationToken);
    public override Task<Wire.GradingPanelist> RecuseGradingPanelist(Wire.RecuseGradingPanelistRequest request, ServerCallContext context) => context.Slice<RecuseGradingPanelist>().Handle(request, context.CancellationToken);
    public override Task<Wire.GradingScore> ScoreGrading(Wire.ScoreGradingRequest request, ServerCallContext context) => context.Slice<ScoreGrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.GradingReview> GetGradingReview(Wire.GetGradingReviewRequest request, ServerCallContext context) => context.Slice<GetGradingReview>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grading> AnnounceGrading(Wire.AnnounceGradingRequest request, ServerCallContext context) => context.Slice<AnnounceGrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.GradingObjection> ObjectToGrading(Wire.ObjectToGradingRequest request, ServerCallContext context) => context.Slice<ObjectToGrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.GradingObjection> AnswerObjection(Wire.AnswerObjectionRequest request, ServerCallContext context) => context.Slice<AnswerObjection>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGradingObjectionsResponse> ListGradingObjections(Wire.ListGradingObjectionsRequest request, ServerCallContext context) => context.Slice<ListGradingObjections>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grading> DecideGrading(Wire.DecideGradingRequest request, ServerCallContext context) => context.Slice<DecideGrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grading> GetGrading(Wire.GetGradingRequest request, ServerCallContext context) => context.Slice<GetGrading>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGradingsResponse> ListGradings(Wire.ListGradingsRequest request, ServerCallContext context) => context.Slice<ListGradings>().Handle(request, context.CancellationToken);
}
