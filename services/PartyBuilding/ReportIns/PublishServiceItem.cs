using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class PublishServiceItem(PartyDb db, ReportInDesk desk, DivisionMap map)
{
    public async Task<Wire.ServiceItem> Handle(Wire.PublishServiceItemRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("title", request.Title, 100, min: 4).That(ReportInDesk.IsSkill(request.Kind), "kind", "NOT_A_SKILL", "应为 general 或志愿服务技能的代码").Within("places", request.Places, 1, 1000)
            .That(request.StartTime is not null, "start_time", "REQUIRED", "不能为空").That(request.EndTime is not null, "end_time", "REQUIRED", "不能为空");
        await desk.CheckCommunityAsync(check, request.DivisionCode, cancel);
        if (request is { StartTime: { } start, EndTime: { } end }) check.That(end > start && end.ToDateTimeOffset() > desk.Now, "end_time", "OUT_OF_RANGE", "应晚于开始时间和现在");
        check.OrThrow();
        var item = ServiceItem.Publish(request.DivisionCode, request.Title.Trim(), request.Kind, request.Places, request.StartTime!.ToDateTimeOffset(), request.EndTime!.ToDateTimeOffset(), desk.Now);
        db.Add(item);
        var division = await map.NameAsync(item.Area, cancel);
        return await db.SaveAsync(() => ReportInDesk.Of(item, division), cancel);
    }
}
