using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class RegisterPerson(WelfareDb db, PersonDesk desk, PersonWire wire, Caller caller)
{
    private const int OldestBorn = 1900;

    public async Task<Wire.Person> Handle(Wire.RegisterPersonRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("name", request.Name, 50).Text("address", request.Address, 200, min: 0);
        PersonDesk.CheckPhone(check, request.Phone);
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        var (number, birthYear, sex) = ReadBirth(check, request);
        var kinds = Concerns.Read(check, request.Kinds, birthYear, desk.Today);
        var disabilities = Concerns.Read(check, request.Disabilities, kinds.Contains(Concerns.Disabled));
        var consent = desk.ReadConsent(check, request.Consent, birthYear);
        check.OrThrow();
        // Before anybody is told where in the province a record is: whoever may not open one here learns nothing.
        caller.MustCover(request.DivisionCode);

        var hash = number is { } known ? wire.HashOf(known) : null;
        if (hash is not null && await db.Everywhere<Person>("one person has one record in the whole province").AnyAsync(p => p.NumberHash == hash, cancel)) throw await desk.AlreadyRegisteredAsync(hash, cancel);
        var person = Person.Register(new Registration(request.DivisionCode, wire.SealName(request.Name), number is { } n ? wire.SealNumber(n) : null, hash, wire.SealPhone(request.Phone),
            wire.SealAddress(request.Address), birthYear, sex, kinds, disabilities), desk.Me);
        db.Add(person);
        db.Add(Consent.Of(person, ConsentPurpose.Service, consent.Ground, consent.On, desk.Me));
        try
        {
            return await desk.SaveAndReplanAsync(person, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PersonTable.OnePersonOnce)
        {
            // Somebody opened a record of the same person at the same moment.
            throw await desk.AlreadyRegisteredAsync(hash!, cancel);
        }
    }

    private (IdentityNumber? Number, int BirthYear, Sex Sex) ReadBirth(Check check, Wire.RegisterPersonRequest request)
    {
        if (request.IdentityNumber.Length > 0)
        {
            var number = desk.CheckNumber(check, request.IdentityNumber);
            return number.Text is null ? (null, 0, default) : (number, number.Birth.Year, number.Male ? Sex.Male : Sex.Female);
        }
        check.Within("birth_year", request.BirthYear, OldestBorn, desk.Today.Year).Known("sex", request.Sex);
        return (null, request.BirthYear, (Sex)request.Sex);
    }
}
