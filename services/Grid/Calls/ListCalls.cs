using Governance.Access;
using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ListCalls(GridDb db, ReferenceNow reference, CallWire wire)
{
    private const int MostPages = 40;
    private static readonly CallState[] Queue = [CallState.Open, CallState.Triaged, CallState.Returned, CallState.Reopened];

    public async Task<Wire.ListCallsResponse> Handle(Wire.ListCallsRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(request.CategoryCode.Length is 0 or 2 or 4, "category_code", "NOT_A_CATEGORY", "应为两位或四位类别编码")
            .Few("states", request.States.Count, 12)
            .That(request.States.All(s => s != 0 && Enum.IsDefined(s)), "states", "UNKNOWN_VALUE", "含有无效的状态");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, string.Join(',', request.States), request.CategoryCode, request.UnitCode,
            request.OpenedFrom, request.OpenedBefore, request.OverdueOnly, request.QueueOnly);
        var after = page.AfterId(check);
        check.OrThrow();

        var rules = await reference.GetAsync(cancel);
        // A group is its leaves.
        string[] categories = request.CategoryCode.Length switch { 0 => [""], 2 => [.. rules.LeavesOf(request.CategoryCode)], _ => [request.CategoryCode] };
        var states = request.States.Distinct().Select(s => (CallState?)s).DefaultIfEmpty().ToArray();
        var places = db.CallsByPlace(division).Select(calls => Filter(calls.AsNoTracking(), request, after)).ToList();
        var rows = categories.Length == 0 || places.Count == 0 ? [] : await Newest(places, categories, states, page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCallsResponse();
        foreach (var call in rows.Take(page.Size)) reply.Calls.Add(wire.Of(call, rules, inList: true));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }

    private static IQueryable<Call> Filter(IQueryable<Call> calls, Wire.ListCallsRequest request, Guid? after)
    {
        if (request.QueueOnly) calls = calls.Where(c => Queue.Contains(c.State));
        if (request.UnitCode.Length > 0) calls = calls.Where(c => c.Unit == request.UnitCode);
        if (request.OverdueOnly) calls = calls.Where(c => c.Overdue);
        // The id tells the time of intake: a period is a range of the key that orders the page.
        if (request.OpenedFrom is { } from) { var id = Uuid7.Floor(from.ToDateTimeOffset()); calls = calls.Where(c => c.Id >= id); }
        if (request.OpenedBefore is { } before) { var id = Uuid7.Floor(before.ToDateTimeOffset()); calls = calls.Where(c => c.Id < id); }
        if (after is { } last) calls = calls.Where(c => c.Id < last);
        return calls;
    }

    // Every place, category and state is an equality, because only equalities let an index give the page in order. Each gives a page, and the newest of all are shown.
    private static IQueryable<Call> Newest(List<IQueryable<Call>> places, string[] categories, CallState?[] states, int count)
    {
        if (places.Count * categories.Length * states.Length > MostPages)
        {
            // So many at once are no queue that somebody works through: a longer way will do.
            return places.Select(calls =>
            {
                if (states[0] is not null) calls = calls.Where(c => states.Contains(c.State));
                if (categories[0].Length > 0) calls = calls.Where(c => categories.Contains(c.Category));
                return calls.OrderByDescending(c => c.Id).Take(count);
            }).Aggregate((a, b) => a.Concat(b)).OrderByDescending(c => c.Id).Take(count);
        }
        var pages =
            from calls in places
            from category in categories
            from state in states
            let of = category.Length == 0 ? calls : calls.Where(c => c.Category == category)
            select (state is { } only ? of.Where(c => c.State == only) : of).OrderByDescending(c => c.Id).Take(count);
        return pages.Aggregate((a, b) => a.Concat(b)).OrderByDescending(c => c.Id).Take(count);
    }
}
