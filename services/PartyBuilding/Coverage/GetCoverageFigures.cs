using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Coverage;

internal sealed class GetCoverageFigures(NpgsqlDataSource source, Caller caller, DivisionMap map)
{
    public async Task<Wire.GetCoverageFiguresResponse> Handle(Wire.GetCoverageFiguresRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (!caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PlaceRefusals.NoDivision(request.DivisionCode);

        var reply = new Wire.GetCoverageFiguresResponse();
        await using var command = source.CreateCommand(Figures);
        var below = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 };
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }, new() { Value = below }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var code = rows.GetBoolean(0) ? area.Code : rows.GetString(1);
            var (units, organized, worked) = (rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5));
            (rows.GetBoolean(0) ? reply.Total : reply.Children).Add(new Wire.CoverageFigures
            {
                DivisionCode = code, DivisionName = await map.NameAsync(code, cancel), Kind = (Wire.TwoNewKind)rows.GetInt16(2), Units = units, Organized = organized, Worked = worked, OrganizedShare = Share(organized, units), WorkedShare = Share(worked, units),
            });
        }
        return reply;
    }

    private static int Share(long part, long whole) => (int)Math.Round(10_000m * part / whole, MidpointRounding.AwayFromZero);

    // A unit that belongs to the division itself, and to none below, counts in the total alone.
    private const string Figures = """
        select grouping(left(area, $3)) = 1, left(area, $3), kind, count(*), count(organization_id), count(coalesce(organization_id, instructor_id))
        from two_new_units where area >= $1 and area < $2 and ended_at is null group by grouping sets ((kind), (left(area, $3), kind)) having grouping(left(area, $3)) = 1 or length(left(area, $3)) = $3 order by 1 desc, 2, 3
        """;
}
