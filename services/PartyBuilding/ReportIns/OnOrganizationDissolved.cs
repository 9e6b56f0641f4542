using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>A unit's report-in ends with its organisation; what a home organisation was told is its successor's.</summary>
internal sealed class OnOrganizationDissolved(PartyDb db, TimeProvider clock) : IConsumer<OrganizationDissolved>
{
    public async Task Consume(ConsumeContext<OrganizationDissolved> context)
    {
        var (former, successorId, cancel) = (context.Message.OrganizationId, context.Message.SuccessorId, context.CancellationToken);
        foreach (var unit in await db.ReportIns.Where(r => r.OrganizationId == former && r.State == ReportInState.Active).ToListAsync(cancel)) unit.EndWith(ReportInEnd.UnitDissolved, clock.GetUtcNow());
        if (successorId is not null)
        {
            var successor = await db.Organizations.AsNoTracking().FirstAsync(o => o.Id == successorId, cancel);
            // It may have been merged itself since, and that news may have been here before this.
            while (successor.SuccessorId is { } next) successor = await db.Organizations.AsNoTracking().FirstAsync(o => o.Id == next, cancel);
            // What both were told, since a member went from one to the other, the successor has; the former's stays as it was acknowledged.
            var held = db.Receipts.Where(r => r.OrganizationId == successor.Id);
            foreach (var receipt in await db.Receipts.Where(r => r.OrganizationId == former && !held.Any(h => h.ReportInId == r.ReportInId && h.AppraisalId == r.AppraisalId)).ToListAsync(cancel)) receipt.GoOver(successor);
        }
        await db.SaveAsync(cancel);
    }
}
