using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.People;

/// <summary>Locks on people, and what follows them to another area.</summary>
internal sealed class PersonRows(WelfareDb db)
{
    /// <summary>Nobody merges or moves the person before the transaction ends.</summary>
    public Task ShareAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from people where id = {id} for share", cancel);

    /// <summary>Nobody else changes these people before the transaction ends. In the order of their ids, so that two mergers never wait for each other.</summary>
    public async Task HoldAsync(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        foreach (var id in ids.Order()) await db.Database.ExecuteSqlAsync($"select from people where id = {id} for no key update", cancel);
    }

    /// <summary>The number is unique: the double must let go of it before the record that goes on takes it.</summary>
    public Task LetGoOfNumberAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"update people set number_hash = null where id = {id}", cancel);

    /// <summary>What belongs to these people goes where they go; what is not named stays with those who entered it.</summary>
    public async Task MoveAsync(Guid[] ids, string area, IEnumerable<PersonClass> classes, CancellationToken cancel)
    {
        foreach (var name in classes) await db.Database.ExecuteSqlRawAsync(Moves[name], [area, ids], cancel);
    }

    /// <summary>All that a move inside one's own areas takes along.</summary>
    public static IEnumerable<PersonClass> Everything => Moves.Keys;

    private static readonly Dictionary<PersonClass, string> Moves = new()
    {
        [PersonClass.Contacts] = "update contacts set area = {0} where person_id = any ({1}) and area <> {0}",
        [PersonClass.Consents] = "update consents set area = {0} where person_id = any ({1}) and area <> {0}",
        [PersonClass.Assessments] = "update assessments set area = {0} where person_id = any ({1}) and area <> {0}",
        [PersonClass.HealthNotes] = "update health_notes set area = {0} where person_id = any ({1}) and area <> {0}",
    };
}

/// <summary>Classes of data about a person, each with a permission of its own.</summary>
internal enum PersonClass { Contacts, Consents, HealthNotes, Assessments }
