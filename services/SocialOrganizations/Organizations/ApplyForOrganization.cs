using Governance.Access;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ApplyForOrganization(SocialOrgsDb db, OrganizationDesk desk, Caller caller)
{
    public async Task<Wire.Organization> Handle(Wire.ApplyForOrganizationRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var area = await desk.PlaceAsync(check, "division_code", request.DivisionCode, cancel);
        var entry = desk.Read(check, field => field != "staff_subject", request.Name, request.Kind, request.Purpose, request.MemberCount, request.TeamId, request.LeaderName, request.LeaderPhone);
        check.OrThrow();
        await desk.MustBeFreeAsync(entry.TeamId, null, cancel);
        // Who works for it and enters it owns it; what a clerk enters is nobody's until UpdateOrganization says whose.
        var (organization, step) = Organization.Apply(area.Code, entry, caller.Reach == Reach.Own ? caller.Subject : null, desk.Now);
        db.Add(organization);
        db.Add(step);
        return await desk.SaveAsync(organization, cancel);
    }
}
