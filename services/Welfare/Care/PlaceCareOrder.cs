using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class PlaceCareOrder(WelfareDb db, PersonDesk people, PersonRows rows, CareDesk desk)
{
    public async Task<Wire.CareOrder> Handle(Wire.PlaceCareOrderRequest request, CancellationToken cancel)
    {
        var startsAt = request.StartTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue;
        new Check().Id("person_id", request.PersonId, out var personId).Text("item_code", request.ItemCode, 30).Id("provider_id", request.ProviderId, out var providerId)
            .That(startsAt >= people.Me.At, "start_time", "IN_THE_PAST", "不能早于现在").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(personId, cancel);
        var person = await people.FindAsync(personId, cancel);
        person.MustLive();
        await people.MustConsentAsync(await people.IdsOfAsync(person, cancel), ConsentPurpose.Service, cancel);
        var provider = await desk.ProvidersInSight.AsNoTracking().FirstOrDefaultAsync(p => p.Id == providerId && person.Area.StartsWith(p.Area), cancel) ?? throw CareRefusals.NoProvider(request.ProviderId);
        var item = await db.Everywhere<CareItem>("the catalogue is printed for everybody").AsNoTracking().FirstOrDefaultAsync(i => i.Code == request.ItemCode, cancel) ?? throw CareRefusals.NotOffered();
        var order = CareOrder.Place(person, item, provider, startsAt, people.Me);
        db.Add(order);
        var reply = await db.SaveAsync(order.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
