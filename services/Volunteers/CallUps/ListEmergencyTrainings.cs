using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.CallUps;

internal sealed class ListEmergencyTrainings(VolunteersDb db)
{
    public async Task<Wire.ListEmergencyTrainingsResponse> Handle(Wire.ListEmergencyTrainingsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        check.OrThrow();

        var trainings = db.EmergencyTrainings.AsNoTracking();
        if (page.After is { } last) trainings = trainings.Where(t => string.Compare(t.Kind, last) > 0);
        var rows = await trainings.OrderBy(t => t.Kind).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListEmergencyTrainingsResponse();
        reply.Trainings.AddRange(rows.Take(page.Size).Select(t => t.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Kind);
        return reply;
    }
}
