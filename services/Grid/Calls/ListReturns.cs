using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ListReturns(GridDb db)
{
    public async Task<Wire.ListReturnsResponse> Handle(Wire.ListReturnsRequest request, CancellationToken cancel)
    {
        var callId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        if (request.CallId.Length > 0) check.Id("call_id", request.CallId, out callId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.CallId, request.UnitCode);
        var after = page.AfterId(check);
        check.OrThrow();

        var pages = db.CallReturnsByPlace(division).Select(returns =>
        {
            returns = returns.AsNoTracking();
            if (callId != Guid.Empty) returns = returns.Where(r => r.CallId == callId);
            if (request.UnitCode.Length > 0) returns = returns.Where(r => r.Unit == request.UnitCode);
            if (after is { } last) returns = returns.Where(r => r.Id < last);
            return returns.OrderByDescending(r => r.Id).Take(page.Size + 1);
        }).ToList();
        var rows = pages.Count == 0 ? [] : await pages.Aggregate((a, b) => a.Concat(b)).OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListReturnsResponse
        {
            Returns =
            {
                shown.Select(r => new Wire.CallReturn
                {
                    CallId = r.CallId.ToString(), Ordinal = r.Ordinal, PlaceCode = r.Area, UnitCode = r.Unit, CategoryCode = r.Category, Reason = r.Reason, Actor = r.Actor, Time = r.At.ToTimestamp(),
                }),
            },
            NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : ""),
        };
    }
}
