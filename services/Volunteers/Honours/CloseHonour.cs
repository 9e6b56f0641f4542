using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class CloseHonour(VolunteersDb db, HonourDesk desk, DivisionMap map)
{
    public async Task<Wire.Honour> Handle(Wire.CloseHonourRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Few("chosen_ids", request.ChosenIds.Count, 100);
        var chosen = new HashSet<Guid>();
        for (var i = 0; i < request.ChosenIds.Count; i++)
        {
            check.Id($"chosen_ids[{i}]", request.ChosenIds[i], out var one);
            chosen.Add(one);
        }
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var honour = await desk.HoldAsync(id, cancel) ?? throw HonourRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, honour.Version);
        var nominations = await desk.Nominations(id).ToListAsync(cancel);
        var votes = await db.Ballots.Where(b => b.HonourId == id).GroupBy(b => b.NominationId).ToDictionaryAsync(g => g.Key, g => g.Count(), cancel);
        foreach (var nomination in nominations) nomination.Votes = votes.GetValueOrDefault(nomination.Id);
        honour.Close(nominations, chosen, desk.Today, desk.Now);
        var division = await map.NameAsync(honour.Area, cancel);
        var reply = await db.SaveAsync(() => HonourDesk.Of(honour, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
