using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class RecusePanelist(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.Panelist> Handle(Wire.RecusePanelistRequest request, CancellationToken cancel)
    {
        new Check().Id("candidacy_id", request.CandidacyId, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: they do not score at that moment.
        var candidacy = await desk.HoldCandidacyAsync(id, cancel);
        var me = await desk.MeAsync(candidacy.IntakeId, cancel);
        if (await db.PanelScores.AnyAsync(s => s.CandidacyId == id && s.PanelistId == me.Id, cancel)) throw IncubationRefusals.ScoredAlready();
        me.Recuse(candidacy);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(me), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
