using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ListEnterprises(SocialOrgsDb db)
{
    public async Task<Wire.ListEnterprisesResponse> Handle(Wire.ListEnterprisesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Within("unsupervised_year", request.UnsupervisedYear, 0, 2100);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.State, request.UnsupervisedYear, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.Enterprises.AsNoTracking();
        if (request.State != 0) rows = rows.Where(r => r.State == (EnterpriseState)request.State);
        if (division is { } area) rows = rows.In(area);
        if (request.UnsupervisedYear is > 0 and var year)
        {
            // A later year's supervision is none of this one, and whoever got the label after it is not asked for it.
            var (supervisions, lastDay) = (db.Supervisions, new DateOnly(year, 12, 31));
            rows = rows.Where(r => r.State == EnterpriseState.Recognized && r.ValidFrom <= lastDay && !supervisions.Any(s => s.EnterpriseId == r.Id && s.Year == year));
        }
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListEnterprisesResponse();
        reply.Enterprises.AddRange(found.Take(page.Size).Select(EnterpriseDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
