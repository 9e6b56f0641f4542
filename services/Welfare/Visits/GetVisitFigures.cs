using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.People;
using Npgsql;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class GetVisitFigures(NpgsqlDataSource source, Caller caller, Grants grants, PersonalData personal, DivisionMap map)
{
    private const short Due = 1, Done = 2, Missed = 3;
    private const string Offset = "welfare.visit-figures.offset";

    private bool Exact => grants.Of("welfare.visits.read", caller.Roles) == Reach.Area;

    public async Task<Wire.GetVisitFiguresResponse> Handle(Wire.GetVisitFiguresRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area).Date("month_date", request.MonthDate, out var month).That(month.Day == 1, "month_date", "NOT_A_MONTH", "应为某月的第一天").OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);

        var all = new SortedDictionary<string, Wire.VisitFigures>(StringComparer.Ordinal) { [area.Code] = await NewAsync(area.Code, cancel) };
        int[] levels = area.Code.Length switch { 2 => [2, 4], 4 => [4, 6], 6 => [6, 9], 9 => [9, 12], _ => [area.Code.Length] };
        await using var command = source.CreateCommand("""
            select code, measure, sum(n)::bigint from (
              select code, measure, n from visit_counts where month = $1 and code = $2
              union all select code, measure, n from visit_counts where month = $1 and parent = $2
              union all select left(area, l.length), measure, n from visit_count_changes cross join unnest($4) l (length) where month = $1 and area >= $2 and area < $3) c
            group by 1, 2
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = month }, new() { Value = area.Code }, new() { Value = area.End }, new() { Value = levels }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (code, measure, count) = (rows.GetString(0), rows.GetInt16(1), rows.GetInt64(2));
            // Up or down by an offset of each figure's own: rounded down, the step from 0 to 5 would tell that there are five.
            if (!Exact) count = SmallGroups.InFives(count, personal.LookupHash($"{code}/{request.MonthDate}/{measure}", Offset));
            if (!all.TryGetValue(code, out var figures)) all[code] = figures = await NewAsync(code, cancel);
            if (measure == Due) figures.DueCount = count;
            else if (measure == Done) figures.DoneCount = count;
            else if (measure == Missed) figures.MissedCount = count;
        }
        foreach (var figures in all.Values.Where(f => f.DoneCount + f.MissedCount > 0)) figures.Rate = (double)figures.DoneCount / (figures.DoneCount + figures.MissedCount);
        var reply = new Wire.GetVisitFiguresResponse { Total = all[area.Code] };
        reply.Children.AddRange(all.Where(f => f.Key != area.Code && f.Value.DueCount > 0).Select(f => f.Value));
        return reply;
    }

    private async ValueTask<Wire.VisitFigures> NewAsync(string code, CancellationToken cancel) => new() { DivisionCode = code, DivisionName = await map.NameAsync(code, cancel), Suppressed = !Exact };
}
