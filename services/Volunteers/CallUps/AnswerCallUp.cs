using Governance.Rpc;
using Governance.Volunteers.Activities;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.CallUps;

internal sealed class AnswerCallUp(VolunteersDb db, ProtectionDesk desk, VolunteerWire people)
{
    public async Task<Wire.CallUp> Handle(Wire.AnswerCallUpRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var callUp = await db.CallUps.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CallUpRefusals.NotFound(request.Id);
        var name = await desk.NameAsync(callUp.VolunteerId, cancel) ?? throw CallUpRefusals.NotFound(request.Id);
        var need = await db.Everywhere<Need>("of a call-up that the caller sees").AsNoTracking().FirstAsync(n => n.Id == callUp.NeedId, cancel);
        Etag.Match(request.Etag, callUp.Version);
        if (need.State == NeedState.Closed || need.EndsAt <= desk.Now) throw CallUpRefusals.IsOver();
        callUp.Answer(request.Comes, desk.Now);
        return await db.SaveAsync(() => callUp.ToWire(need, name, people), cancel);
    }
}
