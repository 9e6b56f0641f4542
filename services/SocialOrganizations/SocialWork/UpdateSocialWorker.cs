using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class UpdateSocialWorker(SocialWorkDesk desk, SocialWorkerWire wire)
{
    private static readonly string[] Fields = ["name", "phone", "division_code", "volunteer_id"];

    public async Task<Wire.SocialWorker> Handle(Wire.UpdateSocialWorkerRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) SocialWorkerWire.CheckName(check, request.Name);
        if (paths.Contains("phone")) SocialWorkerWire.CheckPhone(check, request.Phone);
        var area = paths.Contains("division_code") ? (await desk.PlaceAsync(check, request.DivisionCode, cancel)).Code : null;
        Guid volunteer = default;
        if (paths.Contains("volunteer_id")) check.Id("volunteer_id", request.VolunteerId, out volunteer);
        var since = volunteer == default ? null : await desk.AppointedAsync(volunteer, cancel);
        return await desk.ChangeAsync(request.Id, request.Etag, check, worker =>
        {
            worker.Update(area, paths.Contains("name") ? wire.SealName(request.Name.Trim()) : null, paths.Contains("phone") ? wire.SealPhone(request.Phone) : null, desk.Now);
            if (volunteer != default) worker.Recognize(volunteer, since, desk.Now);
        }, cancel);
    }
}
