using Governance.Access;
using Governance.PartyBuilding.Qualifications;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class GetTeamFigures(PartyDb db, TeamDesk desk, Caller caller)
{
    public async Task<Wire.TeamFigures> Handle(Wire.GetTeamFiguresRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area).OrThrow();
        caller.MustCover(area.Code);
        // Of the two committees: who advises or supervises them is no cadre of theirs.
        var (today, teams) = (desk.Today, db.Teams.In(area).Where(t => !t.Closed && t.Body <= TeamBody.Residents));
        var running = db.TeamHoldings.In(area).Where(h => h.RunningPostId != null && h.Body <= TeamBody.Residents);
        var (party, residents) = (running.Where(h => h.Body == TeamBody.Party), running.Where(h => h.Body == TeamBody.Residents));
        var secretaries = party.Where(h => h.Kind == TeamPostKind.Head);
        // Who is in both committees of the same community, post against post.
        var both = from one in party join other in residents on new { one.Area, one.PersonId } equals new { other.Area, other.PersonId } select new { one, other };
        var filed = db.Filings.In(area).Where(f => f.State == FilingState.Filed).Select(f => f.HoldingId);
        var figures = new Wire.TeamFigures
        {
            DivisionCode = area.Code, Communities = await teams.Select(t => t.Area).Distinct().CountAsync(cancel), People = await running.Select(h => h.PersonId).Distinct().CountAsync(cancel),
            VacantPosts = await db.TeamPosts.In(area).CountAsync(p => !p.Closed && teams.Any(t => t.Id == p.TeamId) && !running.Any(h => h.RunningPostId == p.Id), cancel),
            Secretaries = await secretaries.CountAsync(cancel), DualHeads = await both.CountAsync(b => b.one.Kind == TeamPostKind.Head && b.other.Kind == TeamPostKind.Head, cancel),
            CrossPosted = await both.Select(b => b.one.PersonId).Distinct().CountAsync(cancel), FiledSecretaries = await secretaries.CountAsync(h => filed.Contains(h.Id), cancel),
            OverdueTerms = await teams.CountAsync(t => t.TermEnd < today, cancel),
        };
        // Each division may set its own time: those not filed are few, and looked at one by one.
        foreach (var waiting in await secretaries.Where(h => !filed.Contains(h.Id)).Select(h => new { h.Area, h.StartedOn }).ToListAsync(cancel))
        {
            if (waiting.StartedOn.AddDays((await desk.RuleAsync(waiting.Area, waiting.StartedOn, cancel)).FilingDays) < today) figures.OverdueFilings++;
        }
        (figures.DualHeadShare, figures.CrossPostedShare) = (Share(figures.DualHeads, figures.Secretaries), Share(figures.CrossPosted, figures.People));
        return figures;
    }

    private static int Share(long part, long whole) => whole == 0 ? 0 : (int)Math.Round(10_000m * part / whole, MidpointRounding.AwayFromZero);
}
