using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ListDuplicates(GridDb db, ReferenceNow reference, CallWire wire, TimeProvider clock)
{
    private const int Most = 20, MostLookedAt = 500;
    private const double Near = 200, Degree = 111_195;
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);
    private static readonly CallState[] Gone = [CallState.Closed, CallState.Withdrawn, CallState.Merged];

    public async Task<Wire.ListDuplicatesResponse> Handle(Wire.ListDuplicatesRequest request, CancellationToken cancel)
    {
        var call = await db.CallAsync(request.Id, cancel);
        var reply = new Wire.ListDuplicatesResponse();
        if (call.Category is null) return reply;
        var (from, until) = (Uuid7.Floor(call.OpenedAt - Window), Uuid7.Floor(call.OpenedAt + Window));
        var county = call.Area[..6];
        var near = db.Calls.AsNoTracking().Where(c => c.Area.Substring(0, 6) == county && c.Id >= from && c.Id <= until && c.Id != call.Id && c.Category == call.Category && !Gone.Contains(c.State));
        // A box a little wider than the circle, so that the database gives neighbours and not the county; the latest first, for a storm may bring hundreds.
        if (call is { Latitude: { } lat, Longitude: { } lon })
        {
            const double Tall = Near / Degree * 1.01;
            var wide = Tall / Math.Cos(lat * Math.PI / 180);
            near = near.Where(c => c.Area == call.Area || (c.Latitude > lat - Tall && c.Latitude < lat + Tall && c.Longitude > lon - wide && c.Longitude < lon + wide));
        }
        else
        {
            near = near.Where(c => c.Area == call.Area);
        }
        var rows = await near.OrderByDescending(c => c.Id).Take(MostLookedAt).ToListAsync(cancel);
        var rules = await reference.GetAsync(cancel);
        var now = clock.GetUtcNow();
        foreach (var (other, meters) in rows.Select(c => (Call: c, Meters: Distance(call, c)))
            .Where(d => d.Meters <= Near || call.Area.Length == 15 && d.Call.Area == call.Area)
            .OrderBy(d => d.Meters ?? Near).ThenBy(d => d.Call.Id).Take(Most))
        {
            var where = meters is { } m ? $"相距 {m:0} 米" : "同一网格";
            var duplicate = new Wire.Duplicate { Call = wire.Of(other, rules, inList: true), Reason = $"{where}，{(now - other.OpenedAt).TotalHours:0} 小时前" };
            if (meters is { } distance) duplicate.DistanceMeters = distance;
            reply.Duplicates.Add(duplicate);
        }
        return reply;
    }

    // Two hundred metres: the flat formula errs by less than a centimetre.
    private static double? Distance(Call a, Call b)
    {
        if (a is not { Latitude: { } lat1, Longitude: { } lon1 } || b is not { Latitude: { } lat2, Longitude: { } lon2 }) return null;
        var x = (lon2 - lon1) * Degree * Math.Cos((lat1 + lat2) / 2 * Math.PI / 180);
        var y = (lat2 - lat1) * Degree;
        return Math.Sqrt(x * x + y * y);
    }
}
