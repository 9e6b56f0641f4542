using Governance.Hosting;
using Governance.Volunteers.Activities;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class ActivitiesRpc : Wire.Activities.ActivitiesBase
{
    public override Task<Wire.Need> OpenNeed(Wire.OpenNeedRequest request, ServerCallContext context) => context.Slice<OpenNeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListNeedsResponse> ListNeeds(Wire.ListNeedsRequest request, ServerCallContext context) => context.Slice<ListNeeds>().Handle(request, context.CancellationToken);
    public override Task<Wire.Need> CloseNeed(Wire.CloseNeedRequest request, ServerCallContext context) => context.Slice<CloseNeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.MatchVolunteersResponse> MatchVolunteers(Wire.MatchVolunteersRequest request, ServerCallContext context) => context.Slice<MatchVolunteers>().Handle(request, context.CancellationToken);
    public override Task<Wire.Activity> PublishActivity(Wire.PublishActivityRequest request, ServerCallContext context) => context.Slice<PublishActivity>().Handle(request, context.CancellationToken);
    public override Task<Wire.Activity> GetActivity(Wire.GetActivityRequest request, ServerCallContext context) => context.Slice<GetActivity>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListActivitiesResponse> ListActivities(Wire.ListActivitiesRequest request, ServerCallContext context) => context.Slice<ListActivities>().Handle(request, context.CancellationToken);
    public override Task<Wire.Activity> WithdrawActivity(Wire.WithdrawActivityRequest request, ServerCallContext context) => context.Slice<WithdrawActivity>().Handle(request, context.CancellationToken);
    public override Task<Wire.SignUp> SignUpForShift(Wire.SignUpForShiftRequest request, ServerCallContext context) => context.Slice<SignUpForShift>().Handle(request, context.CancellationToken);
    public override Task<Wire.SignUp> WithdrawSignUp(Wire.WithdrawSignUpRequest request, ServerCallContext context) => context.Slice<WithdrawSignUp>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSignUpsResponse> ListSignUps(Wire.ListSignUpsRequest request, ServerCallContext context) => context.Slice<ListSignUps>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetShiftCodeResponse> GetShiftCode(Wire.GetShiftCodeRequest request, ServerCallContext context) => context.Slice<GetShiftCode>().Handle(request, context.CancellationToken);
    public override Task<Wire.SignUp> CheckIn(Wire.CheckInRequest request, ServerCallContext context) => context.Slice<CheckIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.SignUp> CheckOut(Wire.CheckOutRequest request, ServerCallContext context) => context.Slice<CheckOut>().Handle(request, context.CancellationToken);
    public override Task<Wire.SignUp> MarkNoShow(Wire.MarkNoShowRequest request, ServerCallContext context) => context.Slice<MarkNoShow>().Handle(request, context.CancellationToken);
}
