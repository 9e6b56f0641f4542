using Governance.Rpc;
using Governance.Welfare.Cases;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Visits;

/// <summary>What the slices about visits share: the way to a visit, under its person's seal.</summary>
internal sealed class VisitDesk(WelfareDb db, PersonDesk people, CaseDesk cases)
{
    /// <summary>Those that lists may show: without visits of sealed people, for those who may not unseal.</summary>
    public IQueryable<Visit> Listed
    {
        get
        {
            if (people.MayUnseal) return db.Visits;
            var all = db.Everywhere<Person>("a seal holds wherever the person is");
            return db.Visits.Where(v => !all.Any(p => p.Id == v.PersonId && (p.State == PersonState.Sealed || all.Any(k => k.Id == p.MergedInto && k.State == PersonState.Sealed))));
        }
    }

    public async Task<Visit> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var visit = await db.Visits.FirstOrDefaultAsync(v => v.Id == key, cancel) ?? throw VisitRefusals.NotFound(id);
        await cases.MustNotBeSealedAsync(visit.PersonId, cancel);
        Etag.Match(etag, visit.Version);
        return visit;
    }
}
