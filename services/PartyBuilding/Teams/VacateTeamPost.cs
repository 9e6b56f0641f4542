using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class VacateTeamPost(PartyDb db, TeamDesk desk, OrganizationDesk days, PersonWire people)
{
    public async Task<Wire.TeamHolding> Handle(Wire.VacateTeamPostRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4)
            .That(request.End is >= Wire.HoldingEnd.Resigned and <= Wire.HoldingEnd.Died, "end", "UNKNOWN_VALUE", "应为辞职、免职、调离或去世");
        var on = days.Past(check, "end_date", request.EndDate);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var teamId = await db.TeamHoldings.Where(h => h.Id == id).Select(h => (Guid?)h.TeamId).FirstOrDefaultAsync(cancel) ?? throw TeamRefusals.NoHolding(request.Id);
        await desk.HoldAsync(teamId, cancel);
        var holding = await db.TeamHoldings.FirstAsync(h => h.Id == id, cancel);
        holding.Finish((HoldingEnd)request.End, on, people.SealReason(request.Reason.Trim()), desk.Now);
        var names = await people.NamesAsync([holding.PersonId], cancel);
        var reply = await db.SaveAsync(() => desk.Of(holding, names[holding.PersonId]), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
