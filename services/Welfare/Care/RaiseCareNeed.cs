using System.Text.RegularExpressions;
using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed partial class RaiseCareNeed(WelfareDb db, PersonDesk people, PersonRows rows)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public async Task<Wire.CareNeed> Handle(Wire.RaiseCareNeedRequest request, CancellationToken cancel)
    {
        var (from, until) = (request.StartTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue, request.EndTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue);
        new Check().Id("person_id", request.PersonId, out var id).That(Code().IsMatch(request.Kind), "kind", "NOT_A_CODE", "应为 2 至 30 位小写字母或连字符").Within("headcount", request.Headcount, 1, 50)
            .That(from >= people.Me.At, "start_time", "IN_THE_PAST", "不能早于现在").That(until > from && until - from <= Longest, "end_time", "OUT_OF_RANGE", "应晚于开始时间，且不超过 31 天").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var person = await people.FindAsync(id, cancel);
        person.MustLive();
        await people.MustConsentAsync(await people.IdsOfAsync(person, cancel), ConsentPurpose.Service, cancel);
        var need = CareNeed.Need(person, request.Kind, request.Headcount, from, until, people.Me);
        db.Add(need);
        var reply = await db.SaveAsync(need.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    [GeneratedRegex(@"\A[a-z-]{2,30}\z")]
    private static partial Regex Code();
}
