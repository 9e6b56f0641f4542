using Governance.Map;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Grid.Categories;
using Governance.Grid.Divisions;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boards;

internal sealed class GetBoard(NpgsqlDataSource source, Caller caller, DivisionMap map, ReferenceNow reference)
{
    public async Task<Wire.Board> Handle(Wire.GetBoardRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).Date("from_date", request.FromDate, out var from).Date("to_date", request.ToDate, out var to);
        check.That(to >= from && to.DayNumber - from.DayNumber <= 366, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天").OrThrow();
        // These figures are no rows of an area but sums over it: the whole division must be the caller's, or a sum would tell of the neighbours.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw DivisionRefusals.NotFound(request.DivisionCode);

        var board = new Wire.Board { DivisionCode = area.Code, Total = new Wire.BoardRow { Code = area.Code, Name = await map.NameAsync(area.Code, cancel) } };
        var rules = await reference.GetAsync(cancel);
        var now = request.ByCurrentBoundary ? await CurrentBoundary.OfAsync(source, area.Code, cancel) : CurrentBoundary.AsItWas;
        var (children, groups) = (new SortedDictionary<string, Wire.BoardRow>(StringComparer.Ordinal), new SortedDictionary<string, Wire.BoardRow>(StringComparer.Ordinal));
        await using var command = source.CreateCommand(Figures);
        var level = (short)(area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 });
        // Whole months come from the rows by month, the days at both ends from the rows by day.
        var firstMonth = from.Day == 1 ? from : new DateOnly(from.Year, from.Month, 1).AddMonths(1);
        var endMonth = to.AddDays(1).Day == 1 ? to.AddDays(1) : new DateOnly(to.Year, to.Month, 1);
        if (endMonth < firstMonth) firstMonth = endMonth = to.AddDays(1);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = level }, new() { Value = area.Code },
            new() { Value = from }, new() { Value = firstMonth }, new() { Value = endMonth }, new() { Value = to.AddDays(1) },
            new() { Value = new DateOnly(to.AddDays(1).Year, to.AddDays(1).Month, 1) }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (code, group) = (now.Of(rows.GetString(0)), rows.GetString(1));
            if (!children.TryGetValue(code, out var child)) children[code] = child = new Wire.BoardRow { Code = code, Name = await map.NameAsync(code, cancel) };
            if (!groups.TryGetValue(group, out var kind)) groups[group] = kind = new Wire.BoardRow { Code = group, Name = group.Length == 0 ? "未分类" : rules.NameOf(group) };
            foreach (var row in (ReadOnlySpan<Wire.BoardRow>)[board.Total, child, kind])
            {
                row.OpenedCount += rows.GetInt64(2);
                row.ClosedCount += rows.GetInt64(3);
                row.OverdueCount += rows.GetInt64(4);
                row.AcceptedCount += rows.GetInt64(5);
                row.AcceptedOnTimeCount += rows.GetInt64(6);
                row.ResolvedCount += rows.GetInt64(7);
                row.ResolvedOnTimeCount += rows.GetInt64(8);
                row.EvaluatedCount += rows.GetInt64(9);
                row.SatisfiedCount += rows.GetInt64(10);
                row.OpenCount += rows.GetInt64(11);
                row.AcceptMissedCount += rows.GetInt64(12);
                row.MergedCount += rows.GetInt64(13);
            }
        }
        await rows.CloseAsync();
        board.Children.AddRange(children.Values.Where(Counts));
        board.Categories.AddRange(groups.Values.Where(Counts));
        foreach (var row in board.Children.Concat(board.Categories).Append(board.Total)) Rates(row);
        await using var asOf = source.CreateCommand(AsOf);
        if (await asOf.ExecuteScalarAsync(cancel) is DateTime at && at > DateTime.UnixEpoch) board.AsOfTime = Timestamp.FromDateTime(at);
        return board;
    }

    private static bool Counts(Wire.BoardRow row) =>
        (row.OpenedCount | row.ClosedCount | row.OpenCount | row.OverdueCount | row.AcceptedCount | row.ResolvedCount | row.EvaluatedCount | row.AcceptMissedCount) != 0;

    private static void Rates(Wire.BoardRow row)
    {
        row.DistinctCount = row.OpenedCount - row.MergedCount;
        // Who never accepts must not look better than who accepts late.
        if (row.AcceptedOnTimeCount + row.AcceptMissedCount is > 0 and var answerable) row.ResponseRate = (double)row.AcceptedOnTimeCount / answerable;
        if (row.ResolvedCount > 0) row.OnTimeRate = (double)row.ResolvedOnTimeCount / row.ResolvedCount;
        if (row.EvaluatedCount > 0) row.SatisfactionRate = (double)row.SatisfiedCount / row.EvaluatedCount;
    }

    // Counted up to now where nothing waits to be folded, else up to the last event that was.
    private const string AsOf = """
        select min(case when exists (select from events e where e.lane = l.lane and (e.xid, e.position) > (l.xid, l.position) and e.recorded_at >= l.at - interval '1 day') then l.at else now() end)
        from board_lanes l
        """;

    // $1 level, $2 division, $3 first day, $4 first whole month, $5 end of the whole months, $6 day after the last, $7 first of that day's month. Child by child and in each
    // only the period: a range of areas would read every year of the division. Open = ever opened or reopened and not ended before $6.
    private const string Figures = """
        select f.area, f.category,
          coalesce(sum(opened) filter (where inside), 0)::bigint, coalesce(sum(closed) filter (where inside), 0)::bigint,
          coalesce(sum(overdue) filter (where inside), 0)::bigint, coalesce(sum(accepted) filter (where inside), 0)::bigint,
          coalesce(sum(accepted_on_time) filter (where inside), 0)::bigint, coalesce(sum(resolved) filter (where inside), 0)::bigint,
          coalesce(sum(resolved_on_time) filter (where inside), 0)::bigint, coalesce(sum(evaluated) filter (where inside), 0)::bigint,
          coalesce(sum(satisfied) filter (where inside), 0)::bigint, coalesce(sum(opened + reopened - closed + moved) filter (where not inside), 0)::bigint,
          coalesce(sum(accept_missed) filter (where inside), 0)::bigint, coalesce(sum(merged) filter (where inside), 0)::bigint
        from divisions d cross join lateral (
          select *, true as inside from call_figures where level = $1 and grain = 'm' and area = d.code and period >= $4 and period < $5
          union all select *, true from call_figures where level = $1 and grain = 'd' and area = d.code and period >= $3 and period < least($4, $6)
          union all select *, true from call_figures where level = $1 and grain = 'd' and area = d.code and period >= greatest($5, $3) and period < $6
          union all select *, false from call_figures where level = $1 and grain = 'm' and area = d.code and period < $7
          union all select *, false from call_figures where level = $1 and grain = 'd' and area = d.code and period >= $7 and period < $6) f
        where d.parent_code = $2
        group by f.area, f.category
        """;
}
