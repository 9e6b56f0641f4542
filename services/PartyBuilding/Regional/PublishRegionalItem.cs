using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class PublishRegionalItem(PartyDb db, RegionalDesk desk, DivisionMap map)
{
    public async Task<Wire.RegionalItem> Handle(Wire.PublishRegionalItemRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId).Known("list", request.List).Text("title", request.Title, 100, min: 4).Within("quantity", request.Quantity, 1, 10_000)
            .Date("end_date", request.EndDate, out var until).That(until == default || until >= desk.Today, "end_date", "IN_THE_PAST", "不能早于今天");
        Guid unitId = default;
        if (request.List == Wire.RegionalList.Resource) check.Id("unit_id", request.UnitId, out unitId);
        else check.That(request.UnitId.Length == 0, "unit_id", "NOT_OF_THE_LIST", "仅资源清单填写");
        if (request.CommunityCode.Length > 0)
        {
            check.That(request.List != Wire.RegionalList.Resource, "community_code", "NOT_OF_THE_LIST", "仅需求和项目清单填写").That(request.CommunityCode.Length == 12, "community_code", "NOT_A_COMMUNITY", "应为 12 位社区（村）编码");
            if (request.CommunityCode.Length == 12) check.Standing(await map.FindAsync(request.CommunityCode, cancel), "community_code", "没有这个社区（村），或已撤销");
        }
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var committee = await desk.CommitteeAsync(committeeId, cancel);
        var unit = unitId == default ? null : await desk.ShareUnitAsync(unitId, cancel);
        if (unit is not null && unit.CommitteeId != committee.Id) throw RegionalRefusals.NoUnit(request.UnitId);
        var item = RegionalItem.Publish(committee, (RegionalList)request.List, unit, request.CommunityCode.Length > 0 ? request.CommunityCode : null, request.Title.Trim(), request.Quantity, until, desk.Now);
        db.Add(item);
        var reply = await db.SaveAsync(() => RegionalDesk.Of(item), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
