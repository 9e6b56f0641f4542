using System.Globalization;
using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class ListEndingTerms(PartyDb db, OrganizationDesk desk)
{
    public async Task<Wire.ListEndingTermsResponse> Handle(Wire.ListEndingTermsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var until = desk.Today.AddDays(-1);
        if (request.UntilDate.Length > 0) check.Date("until_date", request.UntilDate, out until);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.UntilDate);
        var (lastDay, lastId) = (default(DateOnly), default(Guid));
        check.That(page.After is not { } after || (after.Length > 11 && DateOnly.TryParseExact(after[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out lastDay) && Guid.TryParse(after[11..], out lastId)),
            "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var organizations = db.Organizations.AsNoTracking().Where(o => o.TermLast <= until);
        if (division is { } area) organizations = organizations.In(area);
        if (page.After is not null) organizations = organizations.Where(o => o.TermLast > lastDay || (o.TermLast == lastDay && o.Id > lastId));
        var rows = await organizations.OrderBy(o => o.TermLast).ThenBy(o => o.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListEndingTermsResponse();
        foreach (var organization in rows.Take(page.Size)) reply.Organizations.Add(await desk.OfAsync(organization, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].TermLast!.Value.Day()} {rows[page.Size - 1].Id}");
        return reply;
    }
}
