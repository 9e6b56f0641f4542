using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>
/// Tells that the term of a contract has run out. That it takes no more needs does not wait for this: whoever places one looks at the day. What it had in orders and whose time is still to come goes to the next one
/// (<see cref="OnContractEnded"/>); what should have been served by now may be delivered late, until <see cref="WaitingOrderClock"/> ends it and Welfare is told.
/// </summary>
internal sealed class ContractClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<ContractClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.ContractClock", "terms of contracts end in every area")
{
    protected override Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.Contracts.Where(c => c.State == ContractState.Running && c.EndedAt == null && c.EndsOn < today && c.Id > last).OrderBy(c => c.Id).Select(c => c.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var desk = services.GetRequiredService<ProcurementDesk>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Contracts.FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } contract) return;
        await desk.HoldServiceAsync(contract.ServiceCode, cancel);
        if (contract.End(desk.Me, now) is not { } step) return;
        db.Add(step);
        foreach (var order in await db.ServiceOrders.Where(o => o.ContractId == id && o.State == ServiceOrderState.Ordered && o.EndsAt > now).ToListAsync(cancel)) order.WaitAgain();
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
