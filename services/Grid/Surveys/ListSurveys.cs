using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Surveys;

internal sealed class ListSurveys(GridDb db)
{
    public async Task<Wire.ListSurveysResponse> Handle(Wire.ListSurveysRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var surveys = db.Surveys.AsNoTracking();
        if (division is { } area) surveys = surveys.In(area);
        if (after is { } last) surveys = surveys.Where(s => s.Id < last);
        var rows = await surveys.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListSurveysResponse { Surveys = { shown.Select(s => s.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
