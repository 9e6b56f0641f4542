using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class LiftBlacklisting(SocialOrgsDb db, AssessmentDesk desk, Work work)
{
    public async Task<Wire.Blacklisting> Handle(Wire.LiftBlacklistingRequest request, CancellationToken cancel)
    {
        var listing = await desk.BlacklistingAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), cancel);
        work.Purpose = request.Reason.Trim();
        listing.Lift(desk.Me, desk.Now);
        return await db.SaveAsync(() => AssessmentDesk.Of(listing), cancel);
    }
}
