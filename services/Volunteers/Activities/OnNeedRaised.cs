using Governance.Events.Welfare.V1;
using Governance.Map;
using Governance.Volunteers.Registrations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Activities;

/// <summary>Once only: what a welfare case needs is a need here; nobody types it again. The event carries no words about the person, so the text is the kind's name.</summary>
internal sealed class OnNeedRaised(VolunteersDb db, DivisionMap map, TimeProvider clock) : IConsumer<NeedRaised>
{
    public async Task Consume(ConsumeContext<NeedRaised> context)
    {
        var raised = context.Message;
        // For organisations under contract (SocialOrganizations).
        if (raised.Kind.StartsWith("professional-", StringComparison.Ordinal)) return;
        // Told again under another event id.
        if (await db.Needs.AnyAsync(n => n.Source == NeedSource.Welfare && n.SourceId == raised.NeedId, context.CancellationToken)) return;
        var kind = Skills.All.TryGetValue(raised.Kind, out var name) ? name : "志愿服务";
        // Its community may have been reorganised since.
        db.Add(Need.Open(await map.NowAsync(raised.Area, context.CancellationToken), NeedSource.Welfare, raised.NeedId, $"民生事项需要{kind}", Skills.All.ContainsKey(raised.Kind) ? [raised.Kind] : [], Math.Clamp(raised.Headcount, 1, 10_000),
            raised.StartsAt, raised.EndsAt, clock.GetUtcNow()));
        await db.SaveAsync(context.CancellationToken);
    }
}
