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
        var check = new Check().Id("contest_id", request.ContestId, out var contestId).Text("subject", request.Subject, 200);
        var (organizations, silent) = Seats.Read(check, request.OrganizationIds, request.InPlaceOf);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: neither does an organisation enter nor a score come in meanwhile.
        var contest = await desk.HoldContestAsync(contestId, cancel);
        // Nobody chooses who judges their own.
        if (await desk.HasEnteredAsync(contestId, desk.Me, cancel)) throw VentureRefusals.OwnPanel();
        // Nor does who is on the panel enter votes.
        if (await db.DeskTallies.AnyAsync(t => t.ContestId == contestId && t.Clerk == request.Subject, cancel)) throw VentureRefusals.EntersVotes();
        var panelist = VenturePanelist.Seat(contest, request.Subject, organizations, desk.Now);
        await SeatAsync(contest, panelist, silent, cancel);
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

    // As on the panel of an intake (IncubationDesk.SeatAsync): once scores were given they come only where a venture lacks panelists, and score no other.
    private async Task SeatAsync(VentureContest contest, VenturePanelist next, Guid? silent, CancellationToken cancel)
    {
        var entered = await db.Ventures.AsNoTracking().Where(v => v.ContestId == contest.Id && v.State == VentureState.Submitted).ToListAsync(cancel);
        var ids = entered.ConvertAll(v => v.Id);
        var given = await db.VentureScores.Where(s => ids.Contains(s.VentureId)).Select(s => new { s.VentureId, s.PanelistId }).ToHashSetAsync(cancel);
        var panel = await db.VenturePanelists.Where(p => p.ContestId == contest.Id).ToListAsync(cancel);
        if (silent is { } former)
        {
            var gone = panel.Find(p => p.Id == former) ?? throw IncubationRefusals.NoPanelist();
            foreach (var venture in entered.Where(v => !given.Contains(new { VentureId = v.Id, PanelistId = former }))) gone.Recuse(venture);
        }
        if (given.Count == 0) return;
        int MayScore(Venture venture) => panel.Count(p => !p.IsBarredFrom(venture) || given.Contains(new { VentureId = venture.Id, PanelistId = p.Id }));
        var lacking = entered.Where(v => PanelRule.MayStillSeat(MayScore(v), contest.MinScores, anyScore: true)).ToList();
        if (lacking.All(next.IsBarredFrom)) throw IncubationRefusals.PanelComplete();
        foreach (var venture in entered.Except(lacking)) next.Recuse(venture);
    }
}
