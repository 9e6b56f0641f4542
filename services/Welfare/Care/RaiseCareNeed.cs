using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class RaiseCareNeed(WelfareDb db, PersonDesk people, PersonRows rows, IConfiguration configuration)
{
    /// <summary>Kinds of need that can be raised: data of the installation. Beside them whatever an organisation was awarded a contract for.</summary>
    public const string NeedKinds = "Care:NeedKinds";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public async Task<Wire.CareNeed> Handle(Wire.RaiseCareNeedRequest request, CancellationToken cancel)
    {
        var (from, until) = (request.StartTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue, request.EndTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue);
        new Check().Id("person_id", request.PersonId, out var id).That(await IsKnownAsync(request.Kind, cancel), "kind", "UNKNOWN_KIND", "没有这种需求类别").Within("headcount", request.Headcount, 1, 50)
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

    // It goes out in the event as it is: what somebody typed might be a name, or what a person suffers from.
    private async Task<bool> IsKnownAsync(string kind, CancellationToken cancel) => kind.Length > 0 && ((configuration.GetSection(NeedKinds).Get<string[]>() ?? []).Contains(kind)
        || await db.Everywhere<CareProvider>("which services are bought somewhere; no provider is told").AnyAsync(p => p.Kind == CareProviderKind.Contracted && p.ItemCodes.Contains(kind), cancel));
}
