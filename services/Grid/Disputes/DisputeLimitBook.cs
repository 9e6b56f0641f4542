using Governance.Access;
using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Disputes;

/// <summary>Limits as data: those that hold in a place are its own and those of the divisions above.</summary>
internal sealed class DisputeLimitBook(GridDb db, ReferenceNow reference, TimeProvider clock)
{
    public async Task<DisputeTerms> TermsAsync(string place, CancellationToken cancel) =>
        DisputeTerms.Of(await Holding(place).ToListAsync(cancel), clock.Today(), (await reference.GetAsync(cancel)).Calendar);

    /// <summary>Of a place and the divisions above it.</summary>
    public IQueryable<DisputeLimit> Holding(string place)
    {
        var places = new List<string>();
        for (var at = place; at is not null; at = Area.ParentOf(at)) places.Add(at);
        return db.DisputeLimits.AsNoTracking().Where(l => places.Contains(l.Area));
    }
}
