using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class DecideBlacklisting(SocialOrgsDb db, AssessmentDesk desk, Blacklist blacklist, Work work)
{
    public async Task<Wire.Blacklisting> Handle(Wire.DecideBlacklistingRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("reason", request.Reason, 200, min: 4);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var listing = await desk.BlacklistingAsync(request.Id, request.Etag, check, cancel);
        await blacklist.HoldAsync(listing.OrganizationId, cancel);
        work.Purpose = request.Reason.Trim();
        listing.Decide(request.Listed, desk.Me, desk.Now);
        var reply = await db.SaveAsync(() => AssessmentDesk.Of(listing), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
