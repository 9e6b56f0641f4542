using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class ListCommendations(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.ListCommendationsResponse> Handle(Wire.ListCommendationsRequest request, CancellationToken cancel)
    {
        var volunteerId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.Level), "level", "UNKNOWN_VALUE", "不是有效的取值");
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId, request.DivisionCode, request.Level, request.ShowWithdrawn);
        var after = page.AfterId(check);
        check.OrThrow();

        var (commendations, level) = (db.Commendations.AsNoTracking(), (CommendationLevel)request.Level);
        if (request.VolunteerId.Length > 0) commendations = commendations.Where(c => c.VolunteerId == volunteerId);
        if (division is { } area) commendations = commendations.In(area);
        if (request.Level != Wire.CommendationLevel.Unspecified) commendations = commendations.Where(c => c.Level == level);
        if (!request.ShowWithdrawn) commendations = commendations.Where(c => c.WithdrawnAt == null);
        if (after is { } last) commendations = commendations.Where(c => c.Id < last);
        var rows = await (from commendation in commendations
                          join volunteer in desk.People on commendation.VolunteerId equals volunteer.Id
                          orderby commendation.Id descending
                          select new { commendation, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCommendationsResponse();
        reply.Commendations.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.commendation, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].commendation.Id.ToString());
        return reply;
    }
}
