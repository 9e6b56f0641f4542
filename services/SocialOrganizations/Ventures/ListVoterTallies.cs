using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class ListVoterTallies(SocialOrgsDb db)
{
    public async Task<Wire.ListVoterTalliesResponse> Handle(Wire.ListVoterTalliesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.VoterTallies.AsNoTracking();
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListVoterTalliesResponse();
        reply.Tallies.AddRange(found.Take(page.Size).Select(t => new Wire.VoterTally { Subject = t.Clerk, Day = t.Day.Day(), DivisionCode = t.Area, Verified = t.Verified, Replaced = t.Replaced }));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
