using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class WithdrawCommendation(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Commendation> Handle(Wire.WithdrawCommendationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var commendation = await db.Commendations.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CommendationRefusals.NotFound(request.Id);
        var name = await desk.NameAsync(commendation.VolunteerId, cancel) ?? throw CommendationRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, commendation.Version);
        commendation.Withdraw(desk.Seal(request.Reason), desk.Now);
        return await db.SaveAsync(() => desk.Of(commendation, name), cancel);
    }
}
