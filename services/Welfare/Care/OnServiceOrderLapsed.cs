using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>Once only: a need that no contract has served in time is unserved here, where whoever raised it sees it and may raise it again; it does not wait for ever.</summary>
internal sealed class OnServiceOrderLapsed(WelfareDb db) : IConsumer<ServiceOrderLapsed>
{
    public async Task Consume(ConsumeContext<ServiceOrderLapsed> context)
    {
        var (lapsed, cancel) = (context.Message, context.CancellationToken);
        if (await db.CareNeeds.FirstOrDefaultAsync(n => n.Id == lapsed.NeedId, cancel) is not { } need) return;
        need.Lapse();
        await db.SaveAsync(cancel);
    }
}
