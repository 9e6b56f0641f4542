using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class ListHouseholdChecks(GridDb db)
{
    public async Task<Wire.ListHouseholdChecksResponse> Handle(Wire.ListHouseholdChecksRequest request, CancellationToken cancel)
    {
        var (emergencyId, after, afterEmergency) = (Guid.Empty, "", Guid.Empty);
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        if (request.EmergencyId.Length > 0) check.Id("emergency_id", request.EmergencyId, out emergencyId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.EmergencyId, request.DivisionCode, request.OpenOnly);
        if (page.After is { } token)
        {
            check.That(token.Length > 16 && Guid.TryParse(token[16..], out afterEmergency), "page_token", "WRONG_TOKEN", "翻页标记无效");
            if (check.Passed) after = token[..15];
        }
        check.OrThrow();

        var emergencies = db.Everywhere<Emergency>("hazard and level of a check that the caller sees").AsNoTracking();
        var rows = from c in db.HouseholdChecks.AsNoTracking() join e in emergencies on c.EmergencyId equals e.Id select new { Check = c, Emergency = e };
        rows = emergencyId == Guid.Empty ? rows.Where(r => r.Emergency.EndedAt == null) : rows.Where(r => r.Check.EmergencyId == emergencyId);
        if (division is { } area)
        {
            var (from, end) = (area.Code, area.End);
            rows = rows.Where(r => string.Compare(r.Check.Area, from) >= 0 && string.Compare(r.Check.Area, end) < 0);
        }
        if (request.OpenOnly) rows = rows.Where(r => !r.Check.Complete);
        if (after.Length > 0) rows = rows.Where(r => string.Compare(r.Check.Area, after) > 0 || (r.Check.Area == after && r.Check.EmergencyId > afterEmergency));
        var found = await rows.OrderBy(r => r.Check.Area).ThenBy(r => r.Check.EmergencyId).Take(page.Size + 1).ToListAsync(cancel);
        var shown = found.Take(page.Size).ToList();
        return new Wire.ListHouseholdChecksResponse
        {
            Checks = { shown.Select(r => r.Check.ToWire(r.Emergency)) },
            NextPageToken = page.Next(found.Count > page.Size, shown is [.., var last] ? $"{last.Check.Area}/{last.Check.EmergencyId}" : ""),
        };
    }
}
