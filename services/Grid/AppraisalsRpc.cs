using Governance.Grid.Appraisals;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class AppraisalsRpc : Wire.Appraisals.AppraisalsBase
{
    public override Task<Wire.Questionnaire> PublishQuestionnaire(Wire.PublishQuestionnaireRequest request, ServerCallContext context) => context.Slice<PublishQuestionnaire>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListQuestionnairesResponse> ListQuestionnaires(Wire.ListQuestionnairesRequest request, ServerCallContext context) => context.Slice<ListQuestionnaires>().Handle(request, context.CancellationToken);
    public override Task<Wire.AppraisalRound> OpenAppraisalRound(Wire.OpenAppraisalRoundRequest request, ServerCallContext context) => context.Slice<OpenAppraisalRound>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAppraisalRoundsResponse> ListAppraisalRounds(Wire.ListAppraisalRoundsRequest request, ServerCallContext context) => context.Slice<ListAppraisalRounds>().Handle(request, context.CancellationToken);
    public override Task<Wire.AppraisalSheet> GiveAppraisal(Wire.GiveAppraisalRequest request, ServerCallContext context) => context.Slice<GiveAppraisal>().Handle(request, context.CancellationToken);
    public override Task<Wire.AppraisalRound> PublishAppraisalRound(Wire.PublishAppraisalRoundRequest request, ServerCallContext context) => context.Slice<PublishAppraisalRound>().Handle(request, context.CancellationToken);
    public override Task<Wire.AppraisalResults> GetAppraisalResults(Wire.GetAppraisalResultsRequest request, ServerCallContext context) => context.Slice<GetAppraisalResults>().Handle(request, context.CancellationToken);
}
