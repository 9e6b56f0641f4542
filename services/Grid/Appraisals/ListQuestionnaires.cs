using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class ListQuestionnaires(GridDb db)
{
    public async Task<Wire.ListQuestionnairesResponse> Handle(Wire.ListQuestionnairesRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out _);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var places = new List<string>();
        for (var at = request.DivisionCode; at is not null; at = Area.ParentOf(at)) places.Add(at);
        var rows = db.Questionnaires.AsNoTracking().Where(q => places.Contains(q.Area));
        if (after is { } last) rows = rows.Where(q => q.Id < last);
        var found = await rows.OrderByDescending(q => q.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = found.Take(page.Size).ToList();
        return new Wire.ListQuestionnairesResponse { Questionnaires = { shown.Select(q => q.ToWire()) }, NextPageToken = page.Next(found.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
