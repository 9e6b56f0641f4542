using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.Cases;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Visits;

/// <summary>What the slices about visits share: the way to a visit, under its person's seal.</summary>
internal sealed class VisitDesk(WelfareDb db, PersonDesk people, CaseDesk cases, CaseRows workers, Grants grants, IConfiguration configuration)
{
    // Of a later one no date can be told.
    private static readonly Guid NeverMade = Uuid7.Floor(new DateTimeOffset(3000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Those that lists may show: without visits of sealed people, for those who may not unseal.</summary>
    public IQueryable<Visit> Listed
    {
        get
        {
            var veiled = people.Veiled;
            return db.Visits.Where(v => !veiled.Any(p => p.Id == v.PersonId));
        }
    }

    /// <summary>Roles with which somebody may visit as what they are: data of the installation.</summary>
    public const string VisitorRoles = "Visits:VisitorRoles";

    /// <summary>Whoever is to visit in a place is enlisted there (<see cref="EnlistWorker"/>), with a role of the kind that may enter visits. They do not retire before the transaction ends.</summary>
    public async Task MustMayVisitAsync(string subject, VisitorKind kind, string area, CancellationToken cancel)
    {
        await workers.ShareWorkerAsync(subject, cancel);
        var ofTheKind = configuration.GetSection($"{VisitorRoles}:{kind}").Get<string[]>() ?? [];
        var roles = await db.Everywhere<CaseWorker>("whether somebody may visit where the slice has found a person").Where(w => w.Subject == subject && w.RetiredAt == null && area.StartsWith(w.Area)).Select(w => w.Role).ToListAsync(cancel);
        if (!roles.Any(role => ofTheKind.Contains(role) && grants.Of("welfare.visits.enter", [role]) != Reach.None)) throw VisitRefusals.MayNotVisit();
    }

    public async Task<Visit> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        // An id is as old as the plan, which is made at most two months ahead: the other months are spared. One that was entered before that was so is looked for everywhere.
        var from = key < NeverMade ? ChinaTime.DateOf(Uuid7.TimeOf(key)) : DateOnly.MinValue;
        var to = from.AddDays(Visit.OpenDays);
        var visit = await db.Visits.FirstOrDefaultAsync(v => v.Id == key && v.DueOn >= from && v.DueOn <= to, cancel) ?? await db.Visits.FirstOrDefaultAsync(v => v.Id == key, cancel)
            ?? throw VisitRefusals.NotFound(id);
        await cases.MustNotBeSealedAsync(visit.PersonId, cancel);
        Etag.Match(etag, visit.Version);
        return visit;
    }
}
