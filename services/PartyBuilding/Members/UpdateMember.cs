using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class UpdateMember(MemberDesk desk, MemberWire wire)
{
    private static readonly string[] Fields = ["name", "phone"];

    public Task<Wire.Member> Handle(Wire.UpdateMemberRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) check.Text("name", request.Name, max: 50, min: 2);
        if (paths.Contains("phone")) MemberDesk.CheckPhone(check, request.Phone);
        return desk.ChangeAsync(request.Id, request.Etag, check, member =>
        {
            member.Update(paths.Contains("name") ? wire.SealName(request.Name.Trim()) : null, paths.Contains("phone") ? wire.SealPhone(request.Phone) : null);
            return new((MemberStep?)null);
        }, cancel);
    }
}
