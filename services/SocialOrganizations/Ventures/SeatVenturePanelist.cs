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
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: neither does an organisation enter nor a score come in meanwhile.
        var contest = await desk.HoldContestAsync(contestId, cancel);
        // Nobody chooses who judges their own.
        if (await desk.HasEnteredAsync(contestId, desk.Me, cancel)) throw VentureRefusals.OwnPanel();
        // Nor does who is on the panel enter votes.
        if (await db.DeskTallies.AnyAsync(t => t.ContestId == contestId && t.Clerk == request.Subject, cancel)) throw VentureRefusals.EntersVotes();
        var panelist = VenturePanelist.Seat(contest, request.Subject, organizations, desk.Now);
        await MustHaveASeatAsync(contest, cancel);
        db.Add(panelist);
        try
        {
            var reply = await db.SaveAsync(() => VentureDesk.Of(panelist), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == VenturePanelistTable.Once)
        {
            throw IncubationRefusals.PanelistSeated();
        }
    }

    private async Task MustHaveASeatAsync(VentureContest contest, CancellationToken cancel)
    {
        var entered = await db.Ventures.AsNoTracking().Where(v => v.ContestId == contest.Id && v.State == VentureState.Submitted).ToListAsync(cancel);
        var ids = entered.ConvertAll(v => v.Id);
        if (!await db.VentureScores.AnyAsync(s => ids.Contains(s.VentureId), cancel)) return;
        var panel = await db.VenturePanelists.AsNoTracking().Where(p => p.ContestId == contest.Id).ToListAsync(cancel);
        if (!PanelRule.MayStillSeat(panel.Count(p => !entered.Exists(p.IsBarredFrom)), contest.MinScores, anyScore: true)) throw IncubationRefusals.PanelComplete();
    }
}
