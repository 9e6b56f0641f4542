using Governance.Access;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Finds contracts for needs: for one that is raised, for those that wait, and for those whose organisation may not work any more. For the system alone: contracts and needs are of any division.</summary>
internal sealed class OrderDesk(SocialOrgsDb db, ProcurementDesk desk, Blacklist blacklist)
{
    private const int Batch = 500;

    /// <summary>
    /// Contracts that serve there, above and below: that run, whose term has not run out, that have room and are of organisations that may work. Until the transaction ends none of these is suspended, ended or listed, and nobody
    /// else matches needs of these services: a listing that comes at that moment comes before, and finds no order, or after, and takes it back.
    /// </summary>
    /// <exception cref="Refusal">ABORTED ETAG_MISMATCH, of the overtaken kind: one was signed, or got room, at that moment, whose organisation was not asked; the news is carried out again at once.</exception>
    public async Task<List<Contract>> HoldServingAsync(IReadOnlyCollection<(string Service, string Area)> places, CancellationToken cancel)
    {
        // Organisations before services: whoever signs takes them in this order.
        var asked = new HashSet<Guid>();
        foreach (var (service, area) in places) asked.UnionWith(await Open(service, area).Select(c => c.OrganizationId).ToListAsync(cancel));
        var able = await blacklist.ServingAsync(asked, cancel);
        foreach (var service in places.Select(p => p.Service).Distinct().Order(StringComparer.Ordinal)) await desk.HoldServiceAsync(service, cancel);
        var found = new HashSet<Contract>();
        foreach (var (service, area) in places) found.UnionWith(await Open(service, area).ToListAsync(cancel));
        if (found.Any(c => !asked.Contains(c.OrganizationId))) throw Etag.Overtaken();
        return [.. found.Where(c => able.Contains(c.OrganizationId))];
    }

    /// <summary>Of these with room for it, one that runs on a day of its time that is still to come: rather from its first day on, then the nearest, then the one that has served least.</summary>
    public Contract? For(ServiceOrder order, IEnumerable<Contract> contracts)
    {
        var now = desk.Now;
        var (first, last) = (ChinaTime.DateOf(order.StartsAt < now && order.EndsAt > now ? now : order.StartsAt), ChinaTime.DateOf(order.EndsAt));
        return contracts.Where(c => c.ServiceCode == order.ServiceCode && c.HasRoom && order.Area.StartsWith(c.Area, StringComparison.Ordinal) && c.StartsOn <= last && c.EndsOn >= first)
            .OrderByDescending(c => c.StartsOn <= first).ThenByDescending(c => c.Area.Length).ThenBy(c => c.OrderCount).ThenBy(c => c.Id).FirstOrDefault();
    }

    /// <summary>Orders of a division that wait for a service and whose time is still to come, the oldest first, each from the contract that a need would be ordered from that is raised now.</summary>
    public Task PlaceWaitingAsync(string service, string area, CancellationToken cancel) => PlaceWaitingAsync([(service, area)], cancel);

    /// <summary>The same for an organisation that may work again: orders that wait for what its contracts serve.</summary>
    public async Task PlaceWaitingForAsync(Guid organizationId, CancellationToken cancel)
    {
        var served = await db.Contracts.Where(c => c.OrganizationId == organizationId && c.State == ContractState.Running && c.OrderCount < c.OrderCapacity).Select(c => new { c.ServiceCode, c.Area }).Distinct().ToListAsync(cancel);
        await PlaceWaitingAsync([.. served.Select(s => (s.ServiceCode, s.Area))], cancel);
    }

    /// <summary>
    /// An organisation may not work any more: what it had in orders for times to come is ordered from others, and what finds none waits. What should have been served by now it may still report, until
    /// <see cref="WaitingOrderClock"/> ends that. By what the organisation is now, not by what the news says: who works again by then keeps what it has.
    /// </summary>
    public async Task TakeBackAsync(Guid organizationId, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = desk.Now;
        var own = db.Contracts.Where(c => c.OrganizationId == organizationId);
        var orders = db.ServiceOrders.Where(o => o.State == ServiceOrderState.Ordered && o.EndsAt > now && own.Any(c => c.Id == o.ContractId));
        // Contracts are of counties or cities.
        var places = await orders.Select(o => new { o.ServiceCode, County = o.Area.Substring(0, 6) }).Distinct().ToListAsync(cancel);
        if (places.Count == 0 || (await blacklist.ServingAsync([organizationId], cancel)).Count > 0) return;
        var others = await HoldServingAsync([.. places.Select(p => (p.ServiceCode, p.County))], cancel);
        // Read after the locks.
        var contracts = await own.Where(c => orders.Any(o => o.ContractId == c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        foreach (var order in await orders.OrderBy(o => o.Id).ToListAsync(cancel))
        {
            contracts[order.ContractId!.Value].GiveBackOrder();
            order.WaitAgain();
            if (For(order, others) is { } next) order.PlaceAt(next, now);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task PlaceWaitingAsync((string Service, string Area)[] places, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contracts = await HoldServingAsync(places, cancel);
        if (contracts.Count == 0) return;
        foreach (var (service, area) in places) await PlaceAsync(service, area, [.. contracts.Where(c => c.ServiceCode == service && Meet(c.Area, area))], cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task PlaceAsync(string service, string area, List<Contract> contracts, CancellationToken cancel)
    {
        var now = desk.Now;
        // Only where one of them serves and for days that one serves: however much waits elsewhere, it hides nothing.
        foreach (var part in Area.Distinct(contracts.Select(c => c.Area.Length > area.Length ? c.Area : area)))
        {
            var here = contracts.Where(c => Meet(c.Area, part.Code)).ToList();
            var (first, last) = (ChinaTime.StartOf(here.Min(c => c.StartsOn!.Value)), ChinaTime.StartOf(here.Max(c => c.EndsOn!.Value).AddDays(1)));
            var waiting = db.ServiceOrders.In(part).Where(o => o.ServiceCode == service && o.State == ServiceOrderState.Waiting && o.EndsAt > now && o.EndsAt >= first && o.StartsAt < last);
            for (var after = Guid.Empty; here.Exists(c => c.HasRoom);)
            {
                var page = await waiting.Where(o => o.Id > after).OrderBy(o => o.Id).Take(Batch).ToListAsync(cancel);
                foreach (var order in page)
                {
                    // One that was placed for another division a moment ago waits no more, which the database does not know yet.
                    if (order.State == ServiceOrderState.Waiting && For(order, here) is { } next) order.PlaceAt(next, now);
                }
                if (page.Count < Batch) break;
                after = page[^1].Id;
            }
        }
    }

    private IQueryable<Contract> Open(string service, string area)
    {
        var today = desk.Today;
        return db.Contracts.Where(c => c.ServiceCode == service && c.State == ContractState.Running && c.EndsOn >= today && c.OrderCount < c.OrderCapacity && (area.StartsWith(c.Area) || c.Area.StartsWith(area)));
    }

    private static bool Meet(string one, string other) => one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
