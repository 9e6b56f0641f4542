using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class UpdateIncubator(SocialOrgsDb db, IncubationDesk desk, DivisionMap map)
{
    private static readonly string[] Fields = ["name", "operator_id", "offer", "capacity"];

    public async Task<Wire.Incubator> Handle(Wire.UpdateIncubatorRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().Id("id", request.Id, out var id).That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) check.Text("name", request.Name, 100, min: 2);
        if (paths.Contains("offer")) check.Text("offer", request.Offer, 500, min: 4);
        if (paths.Contains("capacity")) check.Within("capacity", request.Capacity, 1, 1_000);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Before the incubator, as whoever admits.
        var by = paths.Contains("operator_id") ? await desk.OperatorAsync(check, "operator_id", request.OperatorId, cancel) ?? Guid.Empty : (Guid?)null;
        check.OrThrow();
        var incubator = await desk.HoldIncubatorAsync(id, cancel) ?? throw IncubationRefusals.NoIncubator(request.Id);
        Etag.Match(request.Etag, incubator.Version);
        incubator.Update(paths.Contains("name") ? request.Name.Trim() : null, by, paths.Contains("offer") ? request.Offer.Trim() : null, paths.Contains("capacity") ? request.Capacity : null);
        var division = await map.NameAsync(incubator.Area, cancel);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(incubator, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
