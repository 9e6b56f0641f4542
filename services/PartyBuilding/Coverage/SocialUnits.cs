using Governance.Access;
using Governance.Map;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Coverage;

/// <summary>Social organisations as their service tells of them, by several queues in any order. Two that come at once meet at the key of the row: one of them is told again, and finds it.</summary>
internal static class SocialUnits
{
    /// <summary>Also one that has ended, so that nothing brings it back.</summary>
    public static Task<TwoNewUnit?> ToldOfAsync(this PartyDb db, Guid id, CancellationToken cancel) =>
        db.Everywhere<TwoNewUnit>("consumers run for every area, and find what has ended").FirstOrDefaultAsync(u => u.Id == id, cancel);

    public static async Task EndAsync(this PartyDb db, DivisionMap map, Guid id, string place, DateTimeOffset at, CancellationToken cancel)
    {
        var unit = await db.ToldOfAsync(id, cancel);
        if (unit is null)
        {
            if (!Area.TryParse(place, out var area) || area.Code.Length > 12) return;
            db.Add(unit = TwoNewUnit.Registered(id, await map.NowAsync(area.Code, cancel)));
        }
        unit.End(at);
        await db.SaveAsync(cancel);
    }
}
