using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Emergencies;

internal sealed class ListEmergencies(EmergencyDesk desk, DivisionMap map)
{
    public async Task<Wire.ListEmergenciesResponse> Handle(Wire.ListEmergenciesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var emergencies = desk.InSight.AsNoTracking();
        if (after is { } last) emergencies = emergencies.Where(e => e.Id < last);
        var rows = await emergencies.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListEmergenciesResponse();
        foreach (var emergency in rows.Take(page.Size)) reply.Emergencies.Add(emergency.ToWire(await map.NameAsync(emergency.Area, cancel)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
