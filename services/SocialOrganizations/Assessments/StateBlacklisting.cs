using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class StateBlacklisting(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.Blacklisting> Handle(Wire.StateBlacklistingRequest request, CancellationToken cancel)
    {
        var listing = await desk.BlacklistingAsync(request.Id, request.Etag, new Check().Text("statement", request.Statement, 2_000, min: 4), cancel);
        listing.Hear(request.Statement.Trim(), desk.Me, desk.Today);
        return await db.SaveAsync(() => AssessmentDesk.Of(listing), cancel);
    }
}
