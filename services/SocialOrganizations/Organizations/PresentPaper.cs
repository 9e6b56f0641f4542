using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class PresentPaper(SocialOrgsDb db, OrganizationDesk desk, Grants grants, Caller caller)
{
    public async Task<Wire.OrganizationPaper> Handle(Wire.PresentPaperRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id).Known("kind", request.Kind)
            // A residency that was passed shows it, and nobody else.
            .That((PaperKind)request.Kind != PaperKind.FinalAssessment, "kind", "OF_THE_RESIDENCY", "出壳评估报告由入驻出壳评估产生，不能提交").Text("reference", request.Reference, 100, min: 2);
        var day = desk.Past(check, "paper_date", request.PaperDate);
        check.OrThrow();
        var organization = await desk.FindAsync(id, cancel);
        // What others say of an organisation it does not say itself, nor whoever of the office works for it too.
        if ((PaperKind)request.Kind is PaperKind.SupervisorConsent or PaperKind.Liquidation)
        {
            if (grants.Of("socialorgs.organizations.manage", caller.Roles) != Reach.Area) throw OrganizationRefusals.ForTheOffice();
            organization.MustBeOfAnother(desk.Me, desk.Now);
        }
        var paper = organization.Present((PaperKind)request.Kind, request.Reference.Trim(), day, desk.Now);
        db.Add(paper);
        return await db.SaveAsync(() => OrganizationWire.Of(paper), cancel);
    }
}
