using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Surveys;

internal sealed class GetSurveyResults(GridDb db, DivisionMap map)
{
    public async Task<Wire.SurveyResults> Handle(Wire.GetSurveyResultsRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var survey = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw SurveyRefusals.NotFound(request.Id);
        var digits = survey.Area.Length switch { 4 => 6, 6 => 9, _ => 12 };
        var children = (await db.CallBacks.AsNoTracking().Where(c => c.SurveyId == id).GroupBy(c => c.Area.Substring(0, digits)).Select(g => new
        {
            g.Key, Drawn = g.Count(), Answered = g.Count(c => c.State == CallBackState.Answered), Satisfied = g.Count(c => c.Score >= 3), Sum = g.Sum(c => c.Score ?? 0),
        }).ToListAsync(cancel)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Row: new Wire.SurveyResultRow { DivisionCode = g.Key, DrawnCount = g.Drawn, AnsweredCount = g.Answered, SatisfiedCount = g.Satisfied }, g.Sum)).ToList();
        var total = new Wire.SurveyResultRow
        {
            DivisionCode = survey.Area, Name = await map.NameAsync(survey.Area, cancel), DrawnCount = children.Sum(c => c.Row.DrawnCount), AnsweredCount = children.Sum(c => c.Row.AnsweredCount), SatisfiedCount = children.Sum(c => c.Row.SatisfiedCount),
        };
        if (total.AnsweredCount > 0) total.MeanScore = Math.Round((double)children.Sum(c => c.Sum) / total.AnsweredCount, 2);
        foreach (var (row, sum) in children)
        {
            row.Name = await map.NameAsync(row.DivisionCode, cancel);
            if (row.AnsweredCount > 0) row.MeanScore = Math.Round((double)sum / row.AnsweredCount, 2);
        }
        SmallGroups.Suppress(children.Select(c => c.Row), r => r.AnsweredCount, Hide);
        if (total.AnsweredCount < SmallGroups.FewestPeople) Hide(total);
        return new Wire.SurveyResults { SurveyId = request.Id, Total = total, Children = { children.Select(c => c.Row) } };
    }

    private static void Hide(Wire.SurveyResultRow row)
    {
        (row.AnsweredCount, row.SatisfiedCount, row.Suppressed) = (0, 0, true);
        row.ClearMeanScore();
    }
}
