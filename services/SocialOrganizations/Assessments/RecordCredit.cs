using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class RecordCredit(SocialOrgsDb db, AssessmentDesk desk, OrganizationDesk organizations)
{
    public async Task<Wire.CreditEntry> Handle(Wire.RecordCreditRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var id).Known("kind", request.Kind).Text("reason", request.Reason, 200, min: 4).Text("reference", request.Reference, 100, min: 2);
        var on = organizations.Past(check, "credit_date", request.CreditDate);
        check.OrThrow();
        (await organizations.FindAsync(id, cancel)).MustBeOfAnother(desk.Me, desk.Now);
        var entry = new CreditEntry { Id = Guid.CreateVersion7(desk.Now), OrganizationId = id, Kind = (CreditKind)request.Kind, Reason = request.Reason.Trim(), Reference = request.Reference.Trim(), On = on, RecordedAt = desk.Now };
        db.Add(entry);
        return await db.SaveAsync(() => AssessmentDesk.Of(entry), cancel);
    }
}
