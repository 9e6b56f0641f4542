using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class IdentifyPerson(PersonDesk desk, PersonWire wire)
{
    public async Task<Wire.Person> Handle(Wire.IdentifyPersonRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var number = desk.CheckNumber(check, request.IdentityNumber);
        var person = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var hash = wire.HashOf(number);
        person.Identify(wire.SealNumber(number), hash, number.Birth.Year, number.Male ? Sex.Male : Sex.Female, desk.Me);
        try
        {
            return await desk.SaveAsync(person, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PersonTable.OnePersonOnce)
        {
            throw await desk.AlreadyRegisteredAsync(hash, cancel);
        }
    }
}
