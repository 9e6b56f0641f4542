using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Points;

/// <summary>Finds people and their accounts inside the caller's areas. Always by way of the volunteer: whose guardian took the consent back is not found here either.</summary>
internal sealed class PointDesk(VolunteersDb db, Caller caller)
{
    /// <summary>The volunteer; residents may leave the id empty and mean themselves.</summary>
    public async Task<Volunteer> VolunteerAsync(string id, Check check, CancellationToken cancel)
    {
        var key = Guid.Empty;
        if (id.Length > 0 || caller.Reach != Reach.Own) check.Id("volunteer_id", id, out key);
        check.OrThrow();
        return await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => key == Guid.Empty || v.Id == key, cancel) ?? throw VolunteerRefusals.NotFound(id);
    }

    public async Task<PointAccount> AccountAsync(Guid volunteerId, Guid schemeId, CancellationToken cancel) =>
        await Accounts.FirstOrDefaultAsync(a => a.VolunteerId == volunteerId && a.SchemeId == schemeId, cancel) ?? throw PointRefusals.NoAccount();

    public async Task<PointAccount> AccountAsync(Guid id, CancellationToken cancel) => await Accounts.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw PointRefusals.NoAccount();

    private IQueryable<PointAccount> Accounts => db.PointAccounts.AsNoTracking().Where(a => db.Volunteers.Any(v => v.Id == a.VolunteerId));
}
