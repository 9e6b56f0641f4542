using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class SeatGradingPanelist(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingPanelist> Handle(Wire.SeatGradingPanelistRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("grading_id", request.GradingId, out var id).Text("subject", request.Subject, 200);
        var (organizations, silent) = Seats.Read(check, request.OrganizationIds, request.InPlaceOf);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: a first score and a seat more come one after the other.
        var grading = await desk.HoldAsync(id, cancel);
        var panel = await db.GradingPanelists.Where(p => p.GradingId == id).ToListAsync(cancel);
        var scored = await db.GradingScores.Where(s => s.GradingId == id).Select(s => s.PanelistId).ToHashSetAsync(cancel);
        if (silent is { } former)
        {
            var gone = panel.Find(p => p.Id == former) ?? throw IncubationRefusals.NoPanelist();
            if (scored.Contains(former)) throw IncubationRefusals.ScoredAlready();
            gone.Recused = true;
        }
        var panelist = grading.Seat(await desk.SchemeOfAsync(grading, cancel), request.Subject, organizations, panel, scored, desk.Me, desk.Now);
        db.Add(panelist);
        try
        {
            var reply = await db.SaveAsync(() => AssessmentDesk.Of(panelist), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == GradingPanelistTable.Once)
        {
            throw IncubationRefusals.PanelistSeated();
        }
    }
}
