using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.People;

internal sealed class EnterPerson(PartyDb db, MemberDesk members, PersonWire wire, DivisionMap map)
{
    public async Task<Wire.Person> Handle(Wire.EnterPersonRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).That(request.DivisionCode.Length is 0 or >= 6, "division_code", "TOO_WIDE", "应为区县、乡镇（街道）或社区（村）").Known("education", request.Education);
        var number = members.ReadPerson(check, request.Name, request.IdentityNumber, request.Phone);
        check.OrThrow();
        var person = Person.Enter(area.Code, wire.Seal(request.Name.Trim(), number, request.Phone), number.Birth.Year, MemberDesk.SexOf(number), (Education)request.Education, members.Now);
        db.Add(person);
        var division = await map.NameAsync(person.Area, cancel);
        try
        {
            return await db.SaveAsync(() => wire.Of(person, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PersonTable.OnePersonOnce)
        {
            throw PersonRefusals.Exists(await db.Everywhere<Person>("one person once in the province; of others only the id is told").Where(p => p.Sealed.NumberHash == person.Sealed.NumberHash).Select(p => p.Id).FirstAsync(cancel));
        }
    }
}
