using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class ListCovers(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.ListCoversResponse> Handle(Wire.ListCoversRequest request, CancellationToken cancel)
    {
        var volunteerId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId, request.DivisionCode, request.Kind, request.ShowAll);
        var after = page.AfterId(check);
        check.OrThrow();

        var (covers, kind, today) = (db.Covers.AsNoTracking(), (CoverKind)request.Kind, desk.Today);
        if (request.VolunteerId.Length > 0) covers = covers.Where(c => c.VolunteerId == volunteerId);
        if (division is { } area) covers = covers.In(area);
        if (request.Kind != Wire.CoverKind.Unspecified) covers = covers.Where(c => c.Kind == kind);
        if (!request.ShowAll) covers = covers.Where(c => c.HoldsUntil > today);
        if (after is { } last) covers = covers.Where(c => c.Id < last);
        var rows = await (from cover in covers
                          join volunteer in desk.People on cover.VolunteerId equals volunteer.Id
                          orderby cover.Id descending
                          select new { cover, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCoversResponse();
        reply.Covers.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.cover, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].cover.Id.ToString());
        return reply;
    }
}
