using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.Welfare.People;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>Once only: an appeal that Grid dispatches as a matter of civil affairs is a referral here; nobody types it again. One that is reopened there and dispatched again is a referral again. Its text stays in Grid, for those who may read it there.</summary>
internal sealed class OnCallDispatched(WelfareDb db, CaseRows rows, CaseLimitBook limits, DivisionMap map, IConfiguration configuration, TimeProvider clock) : IConsumer<CallDispatched>
{
    /// <summary>Beginnings of the category codes that are a matter of civil affairs: data of the installation.</summary>
    public const string Categories = "Cases:CallCategories";
    private const int CommunityDigits = 12, MostMergers = 10;

    public async Task Consume(ConsumeContext<CallDispatched> context)
    {
        var (call, cancel) = (context.Message, context.CancellationToken);
        if (!(configuration.GetSection(Categories).Get<string[]>() ?? []).Any(c => call.Category.StartsWith(c, StringComparison.Ordinal)) || call.Area.Length < CommunityDigits) return;
        var at = call.At.ToUniversalTime();
        var (due, me) = (await limits.DueAsync(CaseLimitKind.Screening, cancel), new Actor("system:grid", clock.GetUtcNow()));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldCallAsync(call.CallId, cancel);
        if (await db.Cases.Where(c => c.CallId == call.CallId).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) is { } id)
        {
            await rows.HoldAsync(id, cancel);
            var found = await db.Cases.FirstAsync(c => c.Id == id, cancel);
            // A call that a unit sends back is dispatched anew while its case goes on; and what is told late was dispatched before the case was closed.
            if (found.State != CaseState.Closed)
            {
                if (!found.DispatchedAgain(at)) return;
                await db.SaveAsync(cancel);
                await transaction.CommitAsync(cancel);
                return;
            }
            if (found.ClosedAt >= call.At) return;
            var other = found.PersonId is { } person && await db.Cases.AnyAsync(c => c.PersonId == person && c.State != CaseState.Closed, cancel);
            found.ReferAgain(other, due, me, at);
        }
        else
        {
            if (await ToAnswerAsync(call, cancel) is not { } callId) return;
            db.Add(Case.Refer((await map.NowAsync(call.Area, cancel))[..CommunityDigits], null, callId, CaseSource.Call, due, me, at));
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    // That it has ended may have been told first. Then nobody asks for it any more; or it was merged into another, which is answered unless that has a case or has ended itself.
    private async Task<Guid?> ToAnswerAsync(CallDispatched call, CancellationToken cancel)
    {
        var (id, at) = (call.CallId, call.At.ToUniversalTime());
        for (var steps = 0; steps < MostMergers; steps++)
        {
            if (await db.EndedCalls.AsNoTracking().FirstOrDefaultAsync(c => c.CallId == id && c.At >= at, cancel) is not { } ended) return id;
            if (ended.MergedInto is not { } into || await db.Cases.AnyAsync(c => c.CallId == into, cancel)) return null;
            id = into;
        }
        return null;
    }
}
