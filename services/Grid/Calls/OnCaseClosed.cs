using Governance.Events.Welfare.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>Once only: the case that came from an appeal is closed, so the appeal is answered with the case's message; nobody types it again.</summary>
internal sealed class OnCaseClosed(GridDb db, TimeProvider clock) : IConsumer<CaseClosed>
{
    public async Task Consume(ConsumeContext<CaseClosed> context)
    {
        if (context.Message.CallId is not { } id) return;
        var call = await db.Calls.FirstOrDefaultAsync(c => c.Id == id, context.CancellationToken);
        if (call is null) return;
        call.ResolveElsewhere("CaseClosed", context.Message.Message, new Actor("system:welfare", clock.GetUtcNow()), confidential: true);
        await db.SaveAsync(context.CancellationToken);
    }
}
