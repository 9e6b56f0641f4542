using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class PublishServiceList(SocialOrgsDb db, ProcurementDesk desk, DivisionMap map)
{
    public async Task<Wire.ServiceList> Handle(Wire.PublishServiceListRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var list = await desk.HoldListAsync(id, cancel);
        Etag.Match(request.Etag, list.Version);
        db.Add(list.Publish(!await db.ListItems.AnyAsync(i => i.ListId == id, cancel), desk.Me, desk.Now));
        var division = await map.NameAsync(list.Area, cancel);
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(list, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
