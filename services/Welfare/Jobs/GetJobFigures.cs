using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.People;
using Npgsql;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class GetJobFigures(NpgsqlDataSource source, Caller caller, DivisionMap map)
{
    public async Task<Wire.GetJobFiguresResponse> Handle(Wire.GetJobFiguresRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);
        var reply = new Wire.GetJobFiguresResponse { Total = new Wire.JobFigures { DivisionCode = area.Code, DivisionName = await map.NameAsync(area.Code, cancel) } };
        // Some ten thousand jobs in the province: counted from their rows. One that is the division's own is in the total alone.
        await using var command = source.CreateCommand("""
            select left(area, $3), count(*) filter (where state = 1), coalesce(sum(places) filter (where state = 1), 0)::bigint, coalesce(sum(taken), 0)::bigint
            from jobs where area >= $1 and area < $2 group by grouping sets ((), (left(area, $3))) order by 1 nulls first
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }, new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var code = await rows.IsDBNullAsync(0, cancel) ? "" : rows.GetString(0);
            if (code == area.Code) continue;
            var figures = code.Length == 0 ? reply.Total : new Wire.JobFigures { DivisionCode = code, DivisionName = await map.NameAsync(code, cancel) };
            (figures.JobCount, figures.PlaceCount, figures.EngagedCount) = (rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
            if (code.Length > 0) reply.Children.Add(figures);
        }
        return reply;
    }
}
