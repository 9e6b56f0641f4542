using System.Globalization;
using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Emergencies;

internal sealed class ListVulnerablePeople(WelfareDb db, EmergencyDesk desk, PersonDesk people, PersonWire wire)
{
    public async Task<Wire.ListVulnerablePeopleResponse> Handle(Wire.ListVulnerablePeopleRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).Known("purpose", request.Purpose);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Id, request.DivisionCode, request.UnreachedOnly);
        var (before, afterId) = (int.MaxValue, Guid.Empty);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var urgency, var id] && int.TryParse(urgency, NumberStyles.None, CultureInfo.InvariantCulture, out before) && Guid.TryParse(id, out afterId), "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        var emergency = await desk.FindAsync(request.Id, check, cancel);
        var (list, veiled) = (db.VulnerablePeople.AsNoTracking().Where(v => v.EmergencyId == emergency.Id), people.Veiled);
        if (division is { } area) list = list.In(area);
        if (request.UnreachedOnly) list = list.Where(v => v.Outcome == null);
        var rows = await (from v in list
                          where v.Urgency < before || (v.Urgency == before && v.PersonId < afterId)
                          join p in db.Everywhere<Person>("of a list that shows only who lived in the caller's areas then; wherever they have moved since") on v.PersonId equals p.Id
                          where !veiled.Any(s => s.Id == p.Id)
                          orderby v.Urgency descending, v.PersonId descending
                          select new { On = v, Person = p }).AsNoTracking().Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListVulnerablePeopleResponse();
        foreach (var row in rows.Take(page.Size))
        {
            reply.People.Add(row.On.ToWire(row.Person, wire));
            db.AuditRead(row.Person.Id, row.On.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].On.Urgency} {rows[page.Size - 1].On.PersonId}");
        await db.SaveAsync(cancel);
        return reply;
    }
}
