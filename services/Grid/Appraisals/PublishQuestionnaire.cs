using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class PublishQuestionnaire(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.Questionnaire> Handle(Wire.PublishQuestionnaireRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .Division("division_code", request.DivisionCode, out _)
            .That(request.DivisionCode.Length <= 6 && await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "应为省、市（州）或县（市、区）")
            .Known("kind", request.Kind)
            .Few("items", request.Items.Count, 50, min: 1);
        for (var i = 0; i < request.Items.Count; i++) check.Text($"items[{i}].text", request.Items[i].Text, 200).Within($"items[{i}].most_points", request.Items[i].MostPoints, 1, 100);
        check.OrThrow();
        caller.MustCover(request.DivisionCode);
        var kind = (AppraisalKind)request.Kind;
        var latest = await db.Questionnaires.Where(q => q.Area == request.DivisionCode && q.Kind == kind).MaxAsync(q => (int?)q.Edition, cancel) ?? 0;
        var next = Questionnaire.Publish(request.DivisionCode, kind, latest + 1, [.. request.Items.Select(i => (i.Text.Trim(), i.MostPoints))], clock.GetUtcNow());
        db.Add(next);
        try
        {
            return await db.SaveAsync(next.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == QuestionnaireTable.OneEdition)
        {
            throw Etag.Overtaken();
        }
    }
}
