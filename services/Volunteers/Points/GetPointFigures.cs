using System.Globalization;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class GetPointFigures(NpgsqlDataSource source, Caller caller, DivisionMap map)
{
    private const int MostMonths = 12;

    public async Task<Wire.GetPointFiguresResponse> Handle(Wire.GetPointFiguresRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Known("kind", request.Kind);
        Month(check, "from_month", request.FromMonth, out var from);
        Month(check, "to_month", request.ToMonth, out var last);
        check.That(last >= from && last < from.AddMonths(MostMonths), "to_month", "OUT_OF_RANGE", "应不早于起始月份，且不超过 12 个月").OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PointRefusals.NoDivision(request.DivisionCode);

        var rows = new List<Wire.PointFigures>();
        await using var command = source.CreateCommand(Figures);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = area.Code }, new() { Value = area.End }, new() { Value = from }, new() { Value = last.AddMonths(1) }, new() { Value = (short)request.Kind },
            new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }]);
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(new Wire.PointFigures
                {
                    DivisionCode = reader.GetString(0), DivisionName = await map.NameAsync(reader.GetString(0), cancel), DeedCode = reader.GetString(1), DeedName = reader.GetString(2),
                    VolunteerCount = reader.GetInt64(3), DeedCount = reader.GetInt64(4), Points = reader.GetInt64(5),
                });
            }
        }
        foreach (var deed in rows.GroupBy(r => r.DeedCode))
            SmallGroups.Suppress(deed, r => r.VolunteerCount, r => (r.Suppressed, r.VolunteerCount, r.DeedCount, r.Points) = (true, 0, 0, 0));
        return new Wire.GetPointFiguresResponse { Figures = { rows } };
    }

    private static void Month(Check check, string field, string text, out DateOnly first) => check.That(
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out first), field, text.Length == 0 ? "REQUIRED" : "NOT_A_MONTH", "应为 2026-11 这样的月份");

    private const string Figures = """
        select left(p.area, $6), p.deed_code, max(p.name), count(distinct p.volunteer_id), count(*), sum(p.points)::bigint
        from point_postings p join point_schemes s on s.id = p.scheme_id
        where p.area >= $1 and p.area < $2 and p.day >= $3 and p.day < $4 and p.kind = 1 and s.kind = $5 and not exists (select from point_postings r where r.reverses = p.id)
        group by 1, 2 order by 1, 2
        """;
}
