using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class UpdateSocialWorker(SocialOrgsDb db, SocialWorkDesk desk, SocialWorkerWire wire, VolunteerLinks links)
{
    private static readonly string[] Fields = ["name", "phone", "division_code", "volunteer_id"];

    public async Task<Wire.SocialWorker> Handle(Wire.UpdateSocialWorkerRequest request, CancellationToken cancel)
    {
        var paths = request.UpdateMask?.Paths.ToHashSet() ?? [];
        var check = new Check().Id("id", request.Id, out var id).That(paths.Count > 0, "update_mask", "REQUIRED", "须指明要修改的字段");
        foreach (var path in paths.Except(Fields)) check.Broken("update_mask", "UNKNOWN_FIELD", $"字段 {path} 不能修改");
        if (paths.Contains("name")) SocialWorkerWire.CheckName(check, request.Name);
        if (paths.Contains("phone")) SocialWorkerWire.CheckPhone(check, request.Phone);
        var area = paths.Contains("division_code") ? (await desk.PlaceAsync(check, request.DivisionCode, cancel)).Code : null;
        var (linking, typed) = (paths.Contains("volunteer_id"), default(Guid));
        if (linking && request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out typed);
        check.OrThrow();
        var worker = await desk.FindAsync(id, cancel);
        Etag.Match(request.Etag, worker.Version);
        var volunteer = typed == default ? null : typed == worker.VolunteerId ? typed : await links.ConfirmAsync(typed, worker.Person.NumberHash, cancel);
        // What was known is not forgotten because the registry is away.
        if (typed != default && volunteer is null) throw SocialWorkRefusals.RegistryAway();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        worker.Update(area, paths.Contains("name") ? wire.SealName(request.Name.Trim()) : null, paths.Contains("phone") ? wire.SealPhone(request.Phone) : null, desk.Now);
        if (volunteer is { } who) worker.Recognize(who, await links.HoldAsync(who, cancel), desk.Now);
        else if (linking) worker.Forget(desk.Now);
        var reply = await desk.SaveAsync(worker, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
