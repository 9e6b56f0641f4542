using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class UpdateSocialWorkStation(SocialOrgsDb db, SocialWorkDesk desk, DivisionMap map)
{
    private static readonly string[] Fields = ["name", "operator_id", "planned_staff"];

    public async Task<Wire.SocialWorkStation> Handle(Wire.UpdateSocialWorkStationRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().Id("id", request.Id, out var id).That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) check.Text("name", request.Name, 100, min: 2);
        if (paths.Contains("planned_staff")) check.Within("planned_staff", request.PlannedStaff, 1, 200);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var by = paths.Contains("operator_id") ? await desk.OperatorAsync(check, request.OperatorId, cancel) ?? Guid.Empty : (Guid?)null;
        check.OrThrow();
        var station = await desk.HoldStationAsync(id, cancel);
        Etag.Match(request.Etag, station.Version);
        station.Update(paths.Contains("name") ? request.Name.Trim() : null, by, paths.Contains("planned_staff") ? request.PlannedStaff : null);
        var (staff, division) = ((await desk.StaffAsync([id], cancel)).GetValueOrDefault(id), await map.NameAsync(station.Area, cancel));
        var reply = await db.SaveAsync(() => SocialWorkDesk.Of(station, staff, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
