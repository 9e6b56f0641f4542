using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class OfferSkills(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ReportIn> Handle(Wire.OfferSkillsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var skills = ReportInDesk.ReadSkills(check, request.Skills);
        check.OrThrow();
        var reported = await db.ReportIns.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw ReportInRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, reported.Version);
        reported.Offer(skills);
        return await desk.SaveAsync(reported, cancel);
    }
}
