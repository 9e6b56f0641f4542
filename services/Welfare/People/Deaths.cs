using Governance.Access;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.People;

/// <summary>
/// A death that is entered with something else, with the end of a case, an allowance or a job, is in the person's record as if it had been entered there: entered once, everywhere known. Once: what was
/// entered before holds. In the transaction of the change: <see cref="EnterAsync"/> before its save, <see cref="FollowAsync"/> after it.
/// </summary>
internal sealed class Deaths(WelfareDb db, PersonDesk desk, PersonRows rows, VisitRows visits, Caller caller)
{
    private const string Why = "of a row that the slice has found: whose record a death is entered in; nothing of them is told";

    private Guid? died;

    /// <param name="personId">Of the record, or of a double of it.</param>
    /// <param name="on">The day that is entered now.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The day that holds.</returns>
    public async Task<DateOnly> EnterAsync(Guid personId, DateOnly on, CancellationToken cancel)
    {
        var person = await KeptAsync(personId, cancel);
        await rows.HoldAsync([person.Id], cancel);
        await db.Entry(person).ReloadAsync(cancel);
        // Merged meanwhile.
        if (person.MergedInto is not null) throw Rpc.Etag.Overtaken();
        if (person.DiedOn is { } known) return known;
        // Whoever lives elsewhere now is not this caller's to declare dead: what was asked for ends here, and the record waits for those who look after it.
        if (!caller.Covers(person.Area)) return on;
        person.Die(on, desk.Me);
        died = person.Id;
        return on;
    }

    /// <summary>Nobody is sent there any more.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        if (died is { } whom) await visits.ReplanAsync(whom, desk.Today, desk.Me.At, cancel);
    }

    private async Task<Person> KeptAsync(Guid id, CancellationToken cancel)
    {
        var person = await db.Everywhere<Person>(Why).FirstAsync(p => p.Id == id, cancel);
        return person.MergedInto is { } kept ? await db.Everywhere<Person>(Why).FirstAsync(p => p.Id == kept, cancel) : person;
    }
}
