using Governance.Hosting;
using Governance.Welfare.Assessments;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class AssessmentsRpc : Wire.Assessments.AssessmentsBase
{
    public override Task<Wire.ListFormsResponse> ListForms(Wire.ListFormsRequest request, ServerCallContext context) => context.Slice<ListForms>().Handle(request, context.CancellationToken);
    public override Task<Wire.Form> GetForm(Wire.GetFormRequest request, ServerCallContext context) => context.Slice<GetForm>().Handle(request, context.CancellationToken);
    public override Task<Wire.Form> PublishForm(Wire.PublishFormRequest request, ServerCallContext context) => context.Slice<PublishForm>().Handle(request, context.CancellationToken);
    public override Task<Wire.Assessment> RecordAssessment(Wire.RecordAssessmentRequest request, ServerCallContext context) => context.Slice<RecordAssessment>().Handle(request, context.CancellationToken);
    public override Task<Wire.Assessment> GetAssessment(Wire.GetAssessmentRequest request, ServerCallContext context) => context.Slice<GetAssessment>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAssessmentsResponse> ListAssessments(Wire.ListAssessmentsRequest request, ServerCallContext context) => context.Slice<ListAssessments>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDueAssessmentsResponse> ListDueAssessments(Wire.ListDueAssessmentsRequest request, ServerCallContext context) => context.Slice<ListDueAssessments>().Handle(request, context.CancellationToken);
}
