using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class EnterOrganization(SocialOrgsDb db, OrganizationDesk desk, Caller caller)
{
    public async Task<Wire.Organization> Handle(Wire.EnterOrganizationRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var area = await desk.PlaceAsync(check, "division_code", request.DivisionCode, cancel);
        var entry = desk.Read(check, _ => true, request.Name, request.Kind, request.Purpose, request.MemberCount, request.TeamId, request.LeaderName, request.LeaderPhone, request.StaffSubject);
        check.That(request.Kind != Wire.OrganizationKind.MicroGroup, "kind", "HAS_NO_PAPERS", "微组织没有登记");
        OrganizationDesk.CheckCode(check, "unified_code", request.UnifiedCode, entry.Kind);
        var day = desk.Past(check, "registered_date", request.RegisteredDate);
        check.OrThrow();
        caller.MustCover(area.Code[..6]);
        if (request.StaffSubject == desk.Me) throw OrganizationRefusals.StaffOfTheOffice();
        var (organization, step) = Organization.Enter(area.Code, entry, request.UnifiedCode, day, request.StaffSubject.Length == 0 ? null : request.StaffSubject, desk.Now);
        db.Add(organization);
        db.Add(step);
        return await desk.SaveAsync(organization, cancel);
    }
}
