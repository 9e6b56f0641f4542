using Governance.Events.Welfare.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>Once only: the case that came from an appeal is closed, so the appeal is answered by what the case came to; nobody types it again.</summary>
internal sealed class OnCaseClosed(GridDb db, TimeProvider clock) : IConsumer<CaseClosed>
{
    public async Task Consume(ConsumeContext<CaseClosed> context)
    {
        if (context.Message.CallId is not { } id) return;
        var call = await db.Calls.FirstOrDefaultAsync(c => c.Id == id, context.CancellationToken);
        if (call is null) return;
        // Events from before there were outcomes carry the message itself.
        call.ResolveElsewhere("CaseClosed", context.Message.Outcome is { } outcome ? CaseAnswers.For(outcome) : context.Message.Message, new Actor("system:welfare", clock.GetUtcNow()), confidential: true);
        await db.SaveAsync(context.CancellationToken);
    }
}
