using Governance.Hosting;
using Governance.PartyBuilding.Qualifications;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class QualificationsRpc : Wire.Qualifications.QualificationsBase
{
    public override Task<Wire.JointReview> OpenJointReview(Wire.OpenJointReviewRequest request, ServerCallContext context) => context.Slice<OpenJointReview>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReviewOpinion> JudgeJointReview(Wire.JudgeJointReviewRequest request, ServerCallContext context) => context.Slice<JudgeJointReview>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReviewOpinionsResponse> ListReviewOpinions(Wire.ListReviewOpinionsRequest request, ServerCallContext context) => context.Slice<ListReviewOpinions>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedMember> RevealReviewed(Wire.RevealReviewedRequest request, ServerCallContext context) => context.Slice<RevealReviewed>().Handle(request, context.CancellationToken);
    public override Task<Wire.JointReview> GetJointReview(Wire.GetJointReviewRequest request, ServerCallContext context) => context.Slice<GetJointReview>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListJointReviewsResponse> ListJointReviews(Wire.ListJointReviewsRequest request, ServerCallContext context) => context.Slice<ListJointReviews>().Handle(request, context.CancellationToken);
    public override Task<Wire.Filing> SubmitFiling(Wire.SubmitFilingRequest request, ServerCallContext context) => context.Slice<SubmitFiling>().Handle(request, context.CancellationToken);
    public override Task<Wire.Filing> DecideFiling(Wire.DecideFilingRequest request, ServerCallContext context) => context.Slice<DecideFiling>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListFilingsResponse> ListFilings(Wire.ListFilingsRequest request, ServerCallContext context) => context.Slice<ListFilings>().Handle(request, context.CancellationToken);
    public override Task<Wire.Reserve> EnterReserve(Wire.EnterReserveRequest request, ServerCallContext context) => context.Slice<EnterReserve>().Handle(request, context.CancellationToken);
    public override Task<Wire.Reserve> RemoveReserve(Wire.RemoveReserveRequest request, ServerCallContext context) => context.Slice<RemoveReserve>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReservesResponse> ListReserves(Wire.ListReservesRequest request, ServerCallContext context) => context.Slice<ListReserves>().Handle(request, context.CancellationToken);
}
