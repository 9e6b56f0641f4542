using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ExitResidency(SocialOrgsDb db, IncubationDesk desk, Work work)
{
    public async Task<Wire.Residency> Handle(Wire.ExitResidencyRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("reason", request.Reason, 200, min: 4);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var residency = await desk.ResidencyAsync(request.Id, request.Etag, check, cancel);
        var incubator = await desk.HoldIncubatorAsync(residency.IncubatorId, cancel) ?? throw IncubationRefusals.NoResidency(request.Id);
        work.Purpose = request.Reason.Trim();
        residency.Exit(incubator, desk.Me, desk.Today, desk.Now);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(residency), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
