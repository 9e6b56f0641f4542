using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.Cases;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.People;

/// <summary>Locks on people, and what follows them to another area.</summary>
internal sealed class PersonRows(WelfareDb db, Grants grants, TimeProvider clock)
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

    /// <summary>What belongs to these people where they are goes where they go; what is not named, and what stayed elsewhere when they came, stays with those who entered it.</summary>
    public async Task MoveAsync(Guid[] ids, string from, string to, IEnumerable<PersonClass> classes, CancellationToken cancel)
    {
        // A double is found where the record is that goes on.
        await db.Database.ExecuteSqlAsync($"update people set area = {to} where id = any ({ids}) and merged_into is not null", cancel);
        // Of visits only those that can still change.
        var (oldest, opens) = (clock.Today().AddDays(-Visits.Visit.OpenDays), CaseDesk.Opens(grants));
        foreach (var name in classes)
        {
            foreach (var move in Moves[name]) await db.Database.ExecuteSqlRawAsync(move, [to, ids, from, oldest, opens], cancel);
            if (name == PersonClass.Cases) await MoveCasesAsync(ids, from, to, opens, cancel);
        }
    }

    // Each tells that it has moved: whoever folds the events finds it where the row is. Written by the save that follows. Whoever may not open it there is not responsible for it any more.
    private async Task MoveCasesAsync(Guid[] ids, string from, string to, string[] opens, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from cases where person_id = any ({ids}) and area = {from} order by id for no key update", cancel);
        var moving = await db.Cases.Where(c => c.PersonId != null && ids.Contains(c.PersonId.Value) && c.Area == from).ToListAsync(cancel);
        var workers = moving.ConvertAll(c => c.Worker);
        var stay = await db.Everywhere<CaseWorker>("whether those who are responsible may open a case where it moves").Where(w => workers.Contains(w.Subject) && w.RetiredAt == null && to.StartsWith(w.Area) && opens.Contains(w.Role))
            .Select(w => w.Subject).ToListAsync(cancel);
        foreach (var found in moving) found.Relocate(to, clock.GetUtcNow(), stays: found.State == CaseState.Closed || stay.Contains(found.Worker));
    }

    /// <summary>All that a move inside one's own areas takes along.</summary>
    public static IEnumerable<PersonClass> Everything => Moves.Keys;

    private static readonly Dictionary<PersonClass, string[]> Moves = new()
    {
        [PersonClass.Contacts] = ["update contacts set area = {0} where person_id = any ({1}) and area = {2}"],
        [PersonClass.Consents] = ["update consents set area = {0} where person_id = any ({1}) and area = {2}"],
        [PersonClass.Assessments] = ["update assessments set area = {0} where person_id = any ({1}) and area = {2}"],
        [PersonClass.HealthNotes] = ["update health_notes set area = {0} where person_id = any ({1}) and area = {2}"],
        [PersonClass.Cases] =
        [
            // Nobody retires meanwhile to whom something is given here.
            """
            select from case_workers where retired_at is null and subject = any (array(select worker from cases where person_id = any ({1}) and area = {2} and state <> 7
              union select t.worker from case_tasks t join cases c on c.id = t.case_id where c.person_id = any ({1}) and t.area = {2} and t.state = 1)) order by id for share
            """,
            "update case_notes n set area = {0} from cases c where c.id = n.case_id and c.person_id = any ({1}) and n.area = {2}",
            "update case_steps s set area = {0} from cases c where c.id = s.case_id and c.person_id = any ({1}) and s.area = {2}",
            "update case_plans p set area = {0} from cases c where c.id = p.case_id and c.person_id = any ({1}) and p.area = {2}",
            "update case_tasks t set area = {0} from cases c where c.id = t.case_id and c.person_id = any ({1}) and t.area = {2}",
            // Of those who may not open the case where it goes, nobody does it: somebody there is given it.
            """
            update case_tasks t set state = 3 from cases c where c.id = t.case_id and c.person_id = any ({1}) and t.area = {0} and t.state = 1
              and not exists (select from case_workers w where w.subject = t.worker and w.retired_at is null and starts_with({0}, w.area) and w.role = any ({4}))
            """,
            "update case_referrals r set area = {0} from cases c where c.id = r.case_id and c.person_id = any ({1}) and r.area = {2}",
        ],
        // What was ordered and is still to come: from the same provider when it serves there too, otherwise it is withdrawn and stays with those who know the provider.
        [PersonClass.Care] =
        [
            "update care_orders o set state = 5, version = o.version + 1 from care_providers p where p.id = o.provider_id and o.person_id = any ({1}) and o.area = {2} and o.state = 1 and not starts_with({0}, p.area)",
            "update care_orders set area = {0}, version = version + 1 where person_id = any ({1}) and area = {2} and state = 1",
        ],
        // A report that is still open is a duty to the child wherever it is; one that is closed stays where it happened.
        [PersonClass.Protection] =
        [
            "update child_report_steps s set area = {0} from child_reports r where r.id = s.report_id and r.person_id = any ({1}) and s.area = {2} and r.state < 4",
            "update child_reports set area = {0}, version = version + 1 where person_id = any ({1}) and area = {2} and state < 4",
        ],
        [PersonClass.Visits] = ["update visits set area = {0} where person_id = any ({1}) and area = {2} and state = 1 and due_on > {3}", "update visitors set area = {0} where person_id = any ({1}) and area = {2}",
            // Whoever is not enlisted where the person lives now visits there no more.
            "delete from visitors v where person_id = any ({1}) and area = {0} and not exists (select from case_workers w where w.subject = v.subject and w.retired_at is null and starts_with({0}, w.area))"],
    };
}

/// <summary>Classes of data about a person, each with a permission of its own.</summary>
internal enum PersonClass { Contacts, Consents, HealthNotes, Assessments, Cases, Care, Protection, Visits }
