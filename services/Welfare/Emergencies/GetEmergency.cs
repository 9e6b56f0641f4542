using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Emergencies;

internal sealed class GetEmergency(WelfareDb db, EmergencyDesk desk, DivisionMap map)
{
    public async Task<Wire.Emergency> Handle(Wire.GetEmergencyRequest request, CancellationToken cancel)
    {
        var emergency = await desk.FindAsync(request.Id, new Check(), cancel);
        var counts = await db.VulnerablePeople.Where(v => v.EmergencyId == emergency.Id).GroupBy(v => v.Outcome).Select(g => new { Outcome = g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        var wire = emergency.ToWire(await map.NameAsync(emergency.Area, cancel));
        (wire.PeopleCount, wire.ReachedCount) = (counts.Sum(c => c.Count), counts.Where(c => c.Outcome is not null).Sum(c => c.Count));
        wire.NeedingHelpCount = counts.Where(c => c.Outcome == ReachOutcome.NeedsHelp).Sum(c => c.Count);
        return wire;
    }
}
