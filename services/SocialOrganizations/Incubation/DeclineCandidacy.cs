using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class DeclineCandidacy(SocialOrgsDb db, IncubationDesk desk, Work work)
{
    public async Task<Wire.Candidacy> Handle(Wire.DeclineCandidacyRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 0).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var candidacy = await desk.HoldCandidacyAsync(id, cancel);
        Etag.Match(request.Etag, candidacy.Version);
        await desk.MustNotBeBarredAsync(candidacy, cancel);
        if (request.Reason.Trim() is { Length: > 0 } reason) work.Purpose = reason;
        candidacy.Decline(desk.Me, desk.Now);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(candidacy), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
