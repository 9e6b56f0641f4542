using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class DeclineCandidacy(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.Candidacy> Handle(Wire.DeclineCandidacyRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var candidacy = await desk.HoldCandidacyAsync(id, cancel);
        Etag.Match(request.Etag, candidacy.Version);
        candidacy.Decline(desk.Me);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(candidacy), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
