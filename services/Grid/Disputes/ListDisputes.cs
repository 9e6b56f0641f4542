using Governance.Access;
using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class ListDisputes(GridDb db, DisputeWire wire)
{
    public async Task<Wire.ListDisputesResponse> Handle(Wire.ListDisputesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(Enum.IsDefined(request.OnlyState), "only_state", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.OnlyRisk), "only_risk", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.OnlyLevel), "only_level", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.OnlyState, request.OnlyRisk, request.OnlyLevel, request.UnreportedOnly, request.FollowUpDueOnly, request.OpenOnly);
        var after = page.AfterId(check);
        check.OrThrow();

        // A page of each place the caller may see, in the order of an index, and the newest of all are shown.
        var pages = db.DisputesByPlace(division).Select(d => Filter(d.AsNoTracking(), request, after).OrderByDescending(x => x.Id).Take(page.Size + 1)).ToList();
        var rows = pages.Count == 0 ? [] : await pages.Aggregate((a, b) => a.Concat(b)).OrderByDescending(d => d.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListDisputesResponse { Disputes = { shown.Select(d => wire.Of(d, [])) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }

    private static IQueryable<Dispute> Filter(IQueryable<Dispute> disputes, Wire.ListDisputesRequest request, Guid? after)
    {
        if (request.OnlyState != Wire.DisputeState.Unspecified) { var state = (DisputeState)request.OnlyState; disputes = disputes.Where(d => d.State == state); }
        if (request.OnlyRisk != Wire.DisputeRisk.Unspecified) { var risk = (DisputeRisk)request.OnlyRisk; disputes = disputes.Where(d => d.Risk == risk); }
        if (request.OnlyLevel != Wire.ResponseLevel.Unspecified) { var level = (ResponseLevel)request.OnlyLevel; disputes = disputes.Where(d => d.Level == level); }
        if (request.OpenOnly) disputes = disputes.Where(d => d.State == DisputeState.Open || d.State == DisputeState.Proceeding);
        // Settled is not told: those too.
        if (request.UnreportedOnly) disputes = disputes.Where(d => d.State != DisputeState.Closed && d.State != DisputeState.Withdrawn && d.ReportDueAt != null && d.ReportedAt == null && (d.Risk == DisputeRisk.High || d.ReportMissed));
        if (request.FollowUpDueOnly) disputes = disputes.Where(d => d.State == DisputeState.Settled && d.FollowUpDue);
        return after is { } last ? disputes.Where(d => d.Id < last) : disputes;
    }
}
