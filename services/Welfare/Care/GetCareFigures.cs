using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.People;
using Npgsql;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class GetCareFigures(NpgsqlDataSource source, Caller caller, DivisionMap map)
{
    public async Task<Wire.GetCareFiguresResponse> Handle(Wire.GetCareFiguresRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9);
        var month = Months.Read(check, "month", request.Month);
        check.OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);
        var reply = new Wire.GetCareFiguresResponse { Total = new Wire.CareFigures { DivisionCode = area.Code, DivisionName = await map.NameAsync(area.Code, cancel) } };
        await using var command = source.CreateCommand(Figures);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = area.Code }, new() { Value = area.End }, new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }, new() { Value = ChinaTime.StartOf(month) }, new() { Value = ChinaTime.StartOf(month.AddMonths(1)) }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var code = await rows.IsDBNullAsync(0, cancel) ? "" : rows.GetString(0);
            var figures = code.Length == 0 ? reply.Total : new Wire.CareFigures { DivisionCode = code, DivisionName = await map.NameAsync(code, cancel) };
            (figures.ElderlyCount, figures.ServedCount, figures.RecordCount) = (rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
            if (code.Length > 0) reply.Children.Add(figures);
        }
        return reply;
    }

    // By where people live now: whoever has moved counts there. What a double received counts for the record that goes on.
    private const string Figures = """
        with records as (select coalesce(o.merged_into, o.id) as person_id, count(*) as n from care_records c join people o on o.id = c.person_id where c.served_at >= $4 and c.served_at < $5 and c.area >= $1 and c.area < $2 group by 1)
        select left(p.area, $3), count(*) filter (where p.kinds && array[1,2,3,4,5,6]), count(*) filter (where p.kinds && array[1,2,3,4,5,6] and r.n > 0), coalesce(sum(r.n), 0)::bigint
        from people p left join records r on r.person_id = p.id where p.area >= $1 and p.area < $2 and p.state = 1 and p.died_on is null group by grouping sets ((), (left(p.area, $3))) order by 1 nulls first
        """;
}
