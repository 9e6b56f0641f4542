using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class PresentPaper(SocialOrgsDb db, OrganizationDesk desk)
{
    public async Task<Wire.OrganizationPaper> Handle(Wire.PresentPaperRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id).Known("kind", request.Kind).Text("reference", request.Reference, 100, min: 2);
        var day = desk.Past(check, "paper_date", request.PaperDate);
        check.OrThrow();
        var organization = await desk.FindAsync(id, cancel);
        var paper = organization.Present((PaperKind)request.Kind, request.Reference.Trim(), day, desk.Now);
        db.Add(paper);
        return await db.SaveAsync(() => OrganizationWire.Of(paper), cancel);
    }
}
