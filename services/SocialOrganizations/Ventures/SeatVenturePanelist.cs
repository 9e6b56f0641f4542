using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class SeatVenturePanelist(SocialOrgsDb db, VentureDesk desk)
{
    public async Task<Wire.VenturePanelist> Handle(Wire.SeatVenturePanelistRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("contest_id", request.ContestId, out var contestId).Text("subject", request.Subject, 200).Few("organization_ids", request.OrganizationIds.Count, 50);
        var organizations = new List<Guid>();
        for (var i = 0; i < request.OrganizationIds.Count; i++)
        {
            check.Id($"organization_ids[{i}]", request.OrganizationIds[i], out var organization);
            organizations.Add(organization);
        }
        check.OrThrow();
        var contest = await db.VentureContests.AsNoTracking().FirstOrDefaultAsync(c => c.Id == contestId, cancel) ?? throw VentureRefusals.NoContest(request.ContestId);
        // Nor does who is on the panel enter votes.
        if (await db.DeskTallies.AnyAsync(t => t.ContestId == contestId && t.Clerk == request.Subject, cancel)) throw VentureRefusals.EntersVotes();
        var panelist = VenturePanelist.Seat(contest, request.Subject, organizations, desk.Now);
        db.Add(panelist);
        try
        {
            return await db.SaveAsync(() => VentureDesk.Of(panelist), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == VenturePanelistTable.Once)
        {
            throw IncubationRefusals.PanelistSeated();
        }
    }
}
