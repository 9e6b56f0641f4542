using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class ListSignUps(VolunteersDb db)
{
    public async Task<Wire.ListSignUpsResponse> Handle(Wire.ListSignUpsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        Guid shiftId = default, volunteerId = default, after = default;
        var arrival = 0;
        if (request.ShiftId.Length > 0) check.Id("shift_id", request.ShiftId, out shiftId);
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ShiftId, request.VolunteerId);
        var byArrival = request.ShiftId.Length > 0;
        check.That(page.After is null || (byArrival ? int.TryParse(page.After, out arrival) : Guid.TryParse(page.After, out after)), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var people = db.Everywhere<Volunteer>("only whether the person is hidden is asked");
        var signUps = db.SignUps.AsNoTracking().Where(s => !people.Any(v => v.Id == s.VolunteerId && v.Hidden));
        if (byArrival) signUps = signUps.Where(s => s.ShiftId == shiftId);
        if (request.VolunteerId.Length > 0) signUps = signUps.Where(s => s.VolunteerId == volunteerId);
        if (page.After is not null) signUps = byArrival ? signUps.Where(s => s.Arrival > arrival) : signUps.Where(s => s.Id < after);
        var rows = await (byArrival ? signUps.OrderBy(s => s.Arrival) : signUps.OrderByDescending(s => s.Id)).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListSignUpsResponse();
        reply.SignUps.AddRange(rows.Take(page.Size).Select(s => s.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, byArrival ? rows[page.Size - 1].Arrival.ToString(System.Globalization.CultureInfo.InvariantCulture) : rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
