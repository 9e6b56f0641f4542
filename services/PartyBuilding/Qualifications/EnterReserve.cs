using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class EnterReserve(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.Reserve> Handle(Wire.EnterReserveRequest request, CancellationToken cancel)
    {
        new Check().Id("person_id", request.PersonId, out var personId).Division("division_code", request.DivisionCode, out var area)
            .That(request.DivisionCode.Length is 0 or >= 9, "division_code", "TOO_WIDE", "应为乡镇（街道）或社区（村）").Known("source", request.Source).OrThrow();
        var person = await people.KnownAsync(personId, cancel);
        var reserve = Reserve.Enter(area.Code, person, (ReserveSource)request.Source, desk.Today, desk.Now);
        db.Add(reserve);
        var division = await map.NameAsync(reserve.Area, cancel);
        try
        {
            return await db.SaveAsync(() => desk.Of(reserve, person.Sealed.Name, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ReserveTable.OneAtATime)
        {
            throw QualificationRefusals.InReserve();
        }
    }
}
