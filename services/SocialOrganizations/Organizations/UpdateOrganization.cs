using Governance.Access;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class UpdateOrganization(SocialOrgsDb db, OrganizationDesk desk, StaffRows staff, Blacklist blacklist, Caller caller)
{
    private static readonly string[] Fields = ["name", "kind", "purpose", "member_count", "team_id", "leader_name", "leader_phone", "staff_subject"];

    public async Task<Wire.Organization> Handle(Wire.UpdateOrganizationRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        var change = desk.Read(check, paths.Contains, request.Name, request.Kind, request.Purpose, request.MemberCount, request.TeamId, request.LeaderName, request.LeaderPhone, request.StaffSubject);
        check.Id("id", request.Id, out var id).OrThrow();
        await desk.MustBeFreeAsync(change.TeamId, id, cancel);
        if (change.Staff is not { } successor) return await desk.StepAsync(request.Id, request.Etag, check, 0, null, (organization, _) => Update(organization, change), cancel, decides: false);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Nobody who is giving it something writes down whose it was.
        await blacklist.HoldAsync(id, cancel);
        var reply = await desk.StepAsync(request.Id, request.Etag, check, 0, null, (organization, _) => Update(organization, change), cancel, decides: false);
        await staff.HandOverAsync(id, successor, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private OrganizationStep Update(Organization organization, OrganizationEntry change)
    {
        var renames = organization.RenamesWhatIsFiled(change);
        var step = organization.Update(change, desk.OfTheOffice, desk.Me, desk.Now);
        // After it: its own staff are told that it is the office's, whatever they cover.
        if (renames) caller.MustCover(organization.Area[..Math.Min(organization.Area.Length, organization.RegisteredOn is null ? 9 : 6)]);
        return step;
    }
}
