using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class CompleteUndertaking(PartyDb db, ReportInDesk desk)
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30), Longest = TimeSpan.FromHours(12);

    public async Task<Wire.Undertaking> Handle(Wire.CompleteUndertakingRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.StartTime is not null, "start_time", "REQUIRED", "不能为空").That(request.EndTime is not null, "end_time", "REQUIRED", "不能为空").Few("member_ids", request.MemberIds.Count, 50);
        var (from, until) = (request.StartTime?.ToDateTimeOffset() ?? default, request.EndTime?.ToDateTimeOffset() ?? default);
        if (check.Passed)
        {
            check.That(until <= desk.Now, "end_time", "NOT_YET", "不能晚于现在")
                .That(until > from && until - from <= Longest && (until - from).Ticks % Half.Ticks == 0, "end_time", "NOT_HALF_HOURS", "应比开始时间晚半小时的整数倍，且不超过 12 小时");
        }
        var members = new List<Guid>();
        for (var i = 0; i < request.MemberIds.Count; i++)
        {
            check.Id($"member_ids[{i}]", request.MemberIds[i], out var member);
            check.That(!members.Contains(member), $"member_ids[{i}]", "TWICE", "不能重复");
            members.Add(member);
        }
        var undertaking = await desk.FindUndertakingAsync(request.Id, request.Etag, check, cancel);
        var reported = await db.ReportIns.AsNoTracking().FirstAsync(r => r.Id == undertaking.ReportInId, cancel);
        var item = await db.ServiceItems.AsNoTracking().FirstAsync(i => i.Id == undertaking.ItemId, cancel);
        new Check().That(from >= item.StartsAt || from < reported.ReportedAt, "start_time", "BEFORE_THE_ITEM", "不能早于该服务事项的开始时间").That(until <= item.EndsAt, "end_time", "AFTER_THE_ITEM", "不能晚于该服务事项的结束时间")
            .That(from >= reported.ReportedAt, "start_time", "BEFORE_REPORT_IN", "不能早于报到时间").That(reported.Kind == ReportInKind.Unit || members.Count == 0, "member_ids", "NOT_A_UNIT", "仅单位报到填写").OrThrow();
        if (members.Count > 0 && await CountOfUnitAsync(reported.OrganizationId!.Value, members, cancel) != members.Count) throw ReportInRefusals.NotOfTheUnit();
        undertaking.Enter(from, until, members);
        return await desk.SaveAsync(undertaking, cancel);
    }

    private async Task<int> CountOfUnitAsync(Guid unitId, List<Guid> members, CancellationToken cancel)
    {
        const string whether = "whether those named belong to the unit; nothing else of them is told";
        var path = await db.Everywhere<Organization>(whether).Where(o => o.Id == unitId).Select(o => o.Path).FirstAsync(cancel);
        var below = db.Everywhere<Organization>(whether).BelowOrAt(path);
        return await db.Everywhere<Member>(whether).CountAsync(m => members.Contains(m.Id) && (m.State == MemberState.Probationary || m.State == MemberState.Full) && below.Any(o => o.Id == m.OrganizationId), cancel);
    }
}
