using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Incubators and stations whose operator is no more, or is listed, are the authority's again. Those that are closed keep who ran them.</summary>
internal sealed class Operators(SocialOrgsDb db, Blacklist blacklist)
{
    public async Task EndAsync(Guid organizationId, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Asked before the incubators are looked for, as whoever names an operator asks. Told late, of a listing that was lifted meanwhile: what runs again goes on.
        if (await blacklist.LetsAsync(organizationId, cancel)) return;
        foreach (var incubator in await db.Incubators.Where(i => i.OperatorId == organizationId && !i.Closed).ToListAsync(cancel)) incubator.EndOperator();
        foreach (var station in await db.SocialWorkStations.Where(s => s.OperatorId == organizationId && !s.Closed).ToListAsync(cancel)) station.EndOperator();
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
