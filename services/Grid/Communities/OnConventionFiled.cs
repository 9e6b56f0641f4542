using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Communities;

/// <summary>
/// Once only: a charter or convention that the town has filed in PartyBuilding is filed in the community's profile here; nobody ticks it a second time. A community without a profile has none to
/// write it in; one that is retired has agreed with nobody any more.
/// </summary>
internal sealed class OnConventionFiled(GridDb db) : IConsumer<ConventionFiled>
{
    public async Task Consume(ConsumeContext<ConventionFiled> context)
    {
        var (filed, cancel) = (context.Message, context.CancellationToken);
        if (await db.Communities.FirstOrDefaultAsync(c => c.Area == filed.Area && c.RetiredAt == null, cancel) is not { } community) return;
        var profile = filed.Kind switch { "Charter" => community.Profile with { CharterFiled = true }, "Convention" => community.Profile with { ConventionFiled = true }, _ => community.Profile };
        if (community.Describe(profile)) await db.SaveAsync(cancel);
    }
}
