using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Activities;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.CallUps;

internal sealed class ListCallUps(VolunteersDb db, ProtectionDesk desk, VolunteerWire people)
{
    public async Task<Wire.ListCallUpsResponse> Handle(Wire.ListCallUpsRequest request, CancellationToken cancel)
    {
        var (needId, volunteerId) = (Guid.Empty, Guid.Empty);
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        if (request.NeedId.Length > 0) check.Id("need_id", request.NeedId, out needId);
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.NeedId, request.VolunteerId, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var (callUps, state) = (db.CallUps.AsNoTracking(), (CallUpState)request.State);
        if (request.NeedId.Length > 0) callUps = callUps.Where(c => c.NeedId == needId);
        if (request.VolunteerId.Length > 0) callUps = callUps.Where(c => c.VolunteerId == volunteerId);
        if (division is { } area) callUps = callUps.In(area);
        if (request.State != Wire.CallUpState.Unspecified) callUps = callUps.Where(c => c.State == state);
        if (after is { } last) callUps = callUps.Where(c => c.Id < last);
        var rows = await (from callUp in callUps
                          join need in db.Everywhere<Need>("of a call-up that the caller sees: whoever is called up must know what for") on callUp.NeedId equals need.Id
                          join volunteer in desk.People on callUp.VolunteerId equals volunteer.Id
                          orderby callUp.Id descending
                          select new { callUp, need, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCallUpsResponse();
        reply.CallUps.AddRange(rows.Take(page.Size).Select(r => r.callUp.ToWire(r.need, r.Name, people)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].callUp.Id.ToString());
        return reply;
    }
}
