using Governance.Access;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Musters;

/// <summary>Which musters the caller sees: those inside the own areas, and those of a division above, which hit the own areas too.</summary>
internal sealed class MusterDesk(PartyDb db, Caller caller)
{
    public IQueryable<Muster> Seen
    {
        get
        {
            var above = new HashSet<string>(StringComparer.Ordinal);
            foreach (var area in caller.Areas)
            {
                for (var at = Area.ParentOf(area.Code); at is not null; at = Area.ParentOf(at)) above.Add(at);
            }
            var wanted = above.ToList();
            var all = db.Everywhere<Muster>("an emergency of a division above hits everybody below; it tells figures alone").AsNoTracking();
            return caller.Areas.Count == 0 ? all.Where(_ => false) : all.In(caller.Areas).Union(all.Where(m => wanted.Contains(m.Area)));
        }
    }
}
