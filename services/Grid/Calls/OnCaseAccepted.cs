using Governance.Events.Welfare.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>Welfare has taken a civil-affairs appeal on as a case: the resident sees that somebody is at work.</summary>
internal sealed class OnCaseAccepted(GridDb db, TimeProvider clock) : IConsumer<CaseAccepted>
{
    public async Task Consume(ConsumeContext<CaseAccepted> context)
    {
        if (context.Message.CallId is not { } id) return;
        var call = await db.Calls.FirstOrDefaultAsync(c => c.Id == id, context.CancellationToken);
        if (call is null) return;
        call.TakenOnElsewhere(new Actor("system:welfare", clock.GetUtcNow()));
        await db.SaveAsync(context.CancellationToken);
    }
}
