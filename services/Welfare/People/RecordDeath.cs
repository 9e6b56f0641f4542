using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class RecordDeath(WelfareDb db, PersonDesk desk)
{
    public async Task<Wire.Person> Handle(Wire.RecordDeathRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("death_date", request.DeathDate, out var on).That(on <= desk.Today, "death_date", "IN_THE_FUTURE", "不能晚于今天");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        person.Die(on, desk.Me);
        var reply = await desk.SaveAndReplanAsync(person, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
