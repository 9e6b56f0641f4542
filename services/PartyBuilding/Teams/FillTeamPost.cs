using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class FillTeamPost(PartyDb db, TeamDesk desk, OrganizationDesk days)
{
    public async Task<Wire.TeamHolding> Handle(Wire.FillTeamPostRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Id("person_id", request.PersonId, out var personId).Known("mode", request.Mode);
        var on = days.Past(check, "start_date", request.StartDate);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var teamId = await db.TeamPosts.Where(p => p.Id == id).Select(p => (Guid?)p.TeamId).FirstOrDefaultAsync(cancel) ?? throw TeamRefusals.NoPost(request.Id);
        var team = await desk.HoldAsync(teamId, cancel);
        var post = await db.TeamPosts.AsNoTracking().FirstAsync(p => p.Id == id, cancel);
        var person = (await desk.QualifiedAsync(team, [personId], on, cancel))[personId];
        var free = await desk.FreeSinceAsync([id], cancel);
        var holding = TeamHolding.Begin(team, post, free.TryGetValue(id, out var since) ? since : null, person, (HoldingMode)request.Mode, on, desk.Now);
        db.Add(holding);
        await desk.TakeFromReserveAsync(holding, cancel);
        try
        {
            var reply = await db.SaveAsync(() => desk.Of(holding, person.Sealed.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint is TeamHoldingTable.OneHolder or TeamHoldingTable.OnePost)
        {
            throw e.Constraint == TeamHoldingTable.OneHolder ? TeamRefusals.IsHeld() : TeamRefusals.HoldsAPost();
        }
    }
}
