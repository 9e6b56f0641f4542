using System.Globalization;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class GetOrganizationActivity(SocialOrgsDb db, OrganizationDesk desk)
{
    public async Task<Wire.OrganizationActivity> Handle(Wire.GetOrganizationActivityRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id).Date("from_date", request.FromDate, out var from).Date("until_date", request.UntilDate, out var until);
        if (from != default && until != default) check.That(until >= from && until < from.AddDays(366), "until_date", "OUT_OF_RANGE", "应不早于开始日期，且在 366 天之内");
        check.OrThrow();
        await desk.FindAsync(id, cancel);
        var months = await db.Everywhere<TeamDeed>("what an organisation that the caller sees has done, wherever that was").Where(s => s.OrganizationId == id && s.ClaimedTeamId == null && !s.Corrected && s.On >= from && s.On <= until)
            .GroupBy(s => new { s.On.Year, s.On.Month }).OrderBy(g => g.Key.Year).ThenBy(g => g.Key.Month)
            // A record without an activity is none: count(distinct …) leaves it out.
            .Select(g => new { g.Key, Services = g.Count(), Activities = g.Select(s => s.ActivityId).Distinct().Count(), Minutes = g.Sum(s => (long)s.Minutes) }).ToListAsync(cancel);
        var reply = new Wire.OrganizationActivity { OrganizationId = id.ToString(), ServiceCount = months.Sum(m => m.Services), Minutes = months.Sum(m => m.Minutes) };
        reply.Months.AddRange(months.Select(m => new Wire.ActivityMonth
        {
            Month = string.Create(CultureInfo.InvariantCulture, $"{m.Key.Year:0000}-{m.Key.Month:00}"), ServiceCount = m.Services, ActivityCount = m.Activities, Minutes = m.Minutes,
        }));
        return reply;
    }
}
