using Governance.Grid.Surveys;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class SurveysRpc : Wire.Surveys.SurveysBase
{
    public override Task<Wire.Survey> DrawSurvey(Wire.DrawSurveyRequest request, ServerCallContext context) => context.Slice<DrawSurvey>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSurveysResponse> ListSurveys(Wire.ListSurveysRequest request, ServerCallContext context) => context.Slice<ListSurveys>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCallBacksResponse> ListCallBacks(Wire.ListCallBacksRequest request, ServerCallContext context) => context.Slice<ListCallBacks>().Handle(request, context.CancellationToken);
    public override Task<Wire.CallBack> RecordCallBack(Wire.RecordCallBackRequest request, ServerCallContext context) => context.Slice<RecordCallBack>().Handle(request, context.CancellationToken);
    public override Task<Wire.SurveyResults> GetSurveyResults(Wire.GetSurveyResultsRequest request, ServerCallContext context) => context.Slice<GetSurveyResults>().Handle(request, context.CancellationToken);
}
