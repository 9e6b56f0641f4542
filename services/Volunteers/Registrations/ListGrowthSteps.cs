using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class ListGrowthSteps(VolunteersDb db)
{
    public async Task<Wire.ListGrowthStepsResponse> Handle(Wire.ListGrowthStepsRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var volunteer = await db.Volunteers.AsNoTracking().Include(v => v.Steps).FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VolunteerRefusals.NotFound(request.Id);
        var reply = new Wire.ListGrowthStepsResponse();
        reply.Steps.Add(new Wire.GrowthStep { Level = Wire.GrowthLevel.Volunteer, ReachTime = volunteer.RegisteredAt.ToTimestamp() });
        reply.Steps.AddRange(volunteer.Steps.OrderBy(s => s.Level).Select(s => new Wire.GrowthStep { Level = (Wire.GrowthLevel)s.Level, ReachTime = s.At.ToTimestamp(), Evidence = s.Evidence }));
        return reply;
    }
}
