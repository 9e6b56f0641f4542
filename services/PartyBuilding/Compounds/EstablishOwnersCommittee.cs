using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class EstablishOwnersCommittee(PartyDb db, CompoundDesk desk, OrganizationDesk days)
{
    public async Task<Wire.OwnersCommittee> Handle(Wire.EstablishOwnersCommitteeRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("place_id", request.PlaceId, out var placeId).Known("kind", request.Kind).Text("name", request.Name, 100, min: 2).Date("term_end_date", request.TermEndDate, out var until);
        var from = days.Past(check, "term_start_date", request.TermStartDate);
        check.That(from == default || until == default || (until > from && until <= from.AddYears(6)), "term_end_date", "OUT_OF_RANGE", "应晚于开始日期，且任期不超过 6 年").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var committee = OwnersCommittee.Establish(await desk.PlaceAsync(placeId, cancel), (OwnersCommitteeKind)request.Kind, request.Name.Trim(), from, until, desk.Now);
        db.Add(committee);
        try
        {
            var reply = await db.SaveAsync(() => CompoundDesk.Of(committee), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == OwnersCommitteeTable.OneACompound)
        {
            throw CompoundRefusals.CommitteeExists();
        }
    }
}
