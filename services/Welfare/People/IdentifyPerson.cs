using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class IdentifyPerson(WelfareDb db, PersonDesk desk, PersonRows rows, PersonWire wire)
{
    public async Task<Wire.Person> Handle(Wire.IdentifyPersonRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var number = desk.CheckNumber(check, request.IdentityNumber);
        check.Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever records a consent by the year that was told before is waited for, or waits.
        await rows.HoldAsync([id], cancel);
        var person = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var kinds = person.Kinds;
        if (request.Kinds.Count > 0)
        {
            kinds = Concerns.Read(check, request.Kinds, number.Birth.Year, desk.Today);
            check.That(kinds.Contains(Concerns.Disabled) == person.Disabilities.Count > 0, "kinds", "NOT_OF_THE_KIND", "“持证残疾人”须与档案中的残疾类别与等级一致").OrThrow();
        }
        var hash = wire.HashOf(number);
        person.Identify(wire.SealNumber(number), hash, number.Birth.Year, number.Male ? Sex.Male : Sex.Female, kinds, desk.Me);
        await desk.MustHaveGuardianAsync(person, await desk.IdsOfAsync(person, cancel), cancel);
        try
        {
            var reply = await desk.SaveAsync(person, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PersonTable.OnePersonOnce)
        {
            throw await desk.AlreadyRegisteredAsync(hash, cancel);
        }
    }
}
