using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Surveys;

internal sealed class ListCallBacks(GridDb db)
{
    public async Task<Wire.ListCallBacksResponse> Handle(Wire.ListCallBacksRequest request, CancellationToken cancel)
    {
        var ordinal = 0;
        var check = new Check().Id("survey_id", request.SurveyId, out var surveyId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.SurveyId, request.WaitingOnly);
        if (page.After is { } after) check.That(int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out ordinal), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.OrThrow();
        if (!await db.Surveys.AnyAsync(s => s.Id == surveyId, cancel)) throw SurveyRefusals.NotFound(request.SurveyId);
        var rows = await db.CallBacks.AsNoTracking().Where(c => c.SurveyId == surveyId && c.Ordinal > ordinal && (!request.WaitingOnly || c.State == CallBackState.Waiting)).OrderBy(c => c.Ordinal).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListCallBacksResponse { CallBacks = { shown.Select(c => c.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Ordinal.ToString(CultureInfo.InvariantCulture) : "") };
    }
}
