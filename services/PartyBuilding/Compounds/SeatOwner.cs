using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class SeatOwner(PartyDb db, CompoundDesk desk, OrganizationDesk days, PersonWire people)
{
    public async Task<Wire.OwnersSeat> Handle(Wire.SeatOwnerRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId).Id("person_id", request.PersonId, out var personId).Known("post", request.Post);
        var from = days.Past(check, "start_date", request.StartDate);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var committee = await desk.ShareCommitteeAsync(committeeId, cancel);
        var person = await people.KnownAsync(personId, cancel);
        var seat = OwnersSeat.Seat(committee, person, (OwnersPost)request.Post, from, desk.Now);
        db.Add(seat);
        try
        {
            var reply = await db.SaveAsync(() => desk.Of(seat, person.Sealed.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint is OwnersSeatTable.OneSeat or OwnersSeatTable.OneDirector)
        {
            throw CompoundRefusals.SeatTaken();
        }
    }
}
