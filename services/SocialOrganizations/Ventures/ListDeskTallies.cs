using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class ListDeskTallies(SocialOrgsDb db)
{
    public async Task<Wire.ListDeskTalliesResponse> Handle(Wire.ListDeskTalliesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("contest_id", request.ContestId, out var contestId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ContestId);
        var (day, clerk) = (DateOnly.MaxValue, "");
        if (page.After is { } after)
        {
            check.Date("page_token", after.Split('/', 2)[0], out day);
            clerk = after[(after.IndexOf('/', StringComparison.Ordinal) + 1)..];
        }
        check.OrThrow();
        // Of the caller's own divisions: a contest is told further down, who entered its votes is not.
        if (!await db.VentureContests.AnyAsync(c => c.Id == contestId, cancel)) throw VentureRefusals.NoContest(request.ContestId);
        var found = await db.DeskTallies.AsNoTracking().Where(t => t.ContestId == contestId && (t.Day < day || (t.Day == day && string.Compare(t.Clerk, clerk) > 0)))
            .OrderByDescending(t => t.Day).ThenBy(t => t.Clerk).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListDeskTalliesResponse();
        reply.Tallies.AddRange(found.Take(page.Size).Select(t => new Wire.DeskTally { Subject = t.Clerk, Day = t.Day.Day(), Votes = t.Votes }));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, $"{found[page.Size - 1].Day.Day()}/{found[page.Size - 1].Clerk}");
        return reply;
    }
}
