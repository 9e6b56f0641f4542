using Governance.Hosting;
using Governance.Volunteers.Protection;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class TrainingsRpc : Wire.Trainings.TrainingsBase
{
    public override Task<Wire.Course> SetCourse(Wire.SetCourseRequest request, ServerCallContext context) => context.Slice<SetCourse>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCoursesResponse> ListCourses(Wire.ListCoursesRequest request, ServerCallContext context) => context.Slice<ListCourses>().Handle(request, context.CancellationToken);
    public override Task<Wire.Training> CertifyTraining(Wire.CertifyTrainingRequest request, ServerCallContext context) => context.Slice<CertifyTraining>().Handle(request, context.CancellationToken);
    public override Task<Wire.Training> RevokeTraining(Wire.RevokeTrainingRequest request, ServerCallContext context) => context.Slice<RevokeTraining>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTrainingsResponse> ListTrainings(Wire.ListTrainingsRequest request, ServerCallContext context) => context.Slice<ListTrainings>().Handle(request, context.CancellationToken);
}
