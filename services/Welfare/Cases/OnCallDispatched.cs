using Governance.Events.Grid.V1;
using Governance.Welfare.People;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>Once only: an appeal that Grid dispatches as a matter of civil affairs is a referral here; nobody types it again. Its text stays in Grid, for those who may read it there.</summary>
internal sealed class OnCallDispatched(WelfareDb db, CaseLimitBook limits, IConfiguration configuration, TimeProvider clock) : IConsumer<CallDispatched>
{
    /// <summary>Beginnings of the category codes that are a matter of civil affairs: data of the installation.</summary>
    public const string Categories = "Cases:CallCategories";
    private const int CommunityDigits = 12;

    public async Task Consume(ConsumeContext<CallDispatched> context)
    {
        var (call, cancel) = (context.Message, context.CancellationToken);
        if (!(configuration.GetSection(Categories).Get<string[]>() ?? []).Any(c => call.Category.StartsWith(c, StringComparison.Ordinal)) || call.Area.Length < CommunityDigits) return;
        // A call that a unit sends back is dispatched anew.
        if (await db.Cases.AnyAsync(c => c.CallId == call.CallId, cancel)) return;
        db.Add(Case.Refer(call.Area[..CommunityDigits], null, call.CallId, CaseSource.Call, await limits.DueAsync(CaseLimitKind.Screening, cancel), new Actor("system:grid", clock.GetUtcNow())));
        await db.SaveAsync(cancel);
    }
}
