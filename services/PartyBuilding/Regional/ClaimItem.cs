using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ClaimItem(PartyDb db, RegionalDesk desk, Caller caller, DivisionMap map)
{
    public async Task<Wire.Claim> Handle(Wire.ClaimItemRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("item_id", request.ItemId, out var itemId).Within("quantity", request.Quantity, 1, 10_000);
        Guid unitId = default;
        if (request.UnitId.Length > 0) check.Id("unit_id", request.UnitId, out unitId);
        check.That(request.CommunityCode.Length is 0 or 12, "community_code", "NOT_A_COMMUNITY", "应为 12 位社区（村）编码");
        if (request.CommunityCode.Length == 12) check.Standing(await map.FindAsync(request.CommunityCode, cancel), "community_code", "没有这个社区（村），或已撤销");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The unit before the item, as everywhere: two never wait for each other.
        var unit = unitId == default ? null : await desk.ShareUnitAsync(unitId, cancel);
        var offeredBy = await desk.ShareOfferingUnitAsync(itemId, cancel);
        var item = await desk.HoldItemAsync(itemId, cancel) ?? throw RegionalRefusals.NoItem(request.ItemId);
        if (item.UnitId != offeredBy?.Id) throw Etag.Overtaken();
        var resource = item.List == RegionalList.Resource;
        new Check().That(resource == (unit is null), "unit_id", resource ? "NOT_OF_THE_LIST" : "REQUIRED", "需求和项目由成员单位认领，资源由社区（村）认领")
            .That(resource == (request.CommunityCode.Length > 0), "community_code", resource ? "REQUIRED" : "NOT_OF_THE_LIST", "需求和项目由成员单位认领，资源由社区（村）认领").OrThrow();
        // A community claims for itself; for a unit whoever keeps the item's list.
        caller.MustCover(resource ? request.CommunityCode : item.Area);
        var claim = item.ClaimFor(unit, offeredBy, resource ? request.CommunityCode : null, request.Quantity, caller.Subject, desk.Today, desk.Now);
        await desk.CountAsync(item.Id, request.Quantity, cancel);
        db.Add(claim);
        var reply = await db.SaveAsync(() => desk.Of(claim, item.Title), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
