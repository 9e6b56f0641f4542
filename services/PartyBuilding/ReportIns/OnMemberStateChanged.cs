using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>Who is in the Party no more is reported in no more.</summary>
internal sealed class OnMemberStateChanged(PartyDb db, TimeProvider clock) : IConsumer<MemberStateChanged>
{
    public async Task Consume(ConsumeContext<MemberStateChanged> context)
    {
        var (changed, cancel) = (context.Message, context.CancellationToken);
        if (changed.State is "Probationary" or "Full") return;
        if (await db.ReportIns.FirstOrDefaultAsync(r => r.MemberId == changed.MemberId && r.State == ReportInState.Active && r.ReportedAt <= changed.At, cancel) is not { } reported) return;
        reported.EndWith(ReportInEnd.MembershipEnded, clock.GetUtcNow());
        await db.SaveAsync(cancel);
    }
}
