using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class GetCommendationFigures(NpgsqlDataSource source, Caller caller, Grants grants, DivisionMap map)
{
    /// <summary>Who reads the commendations themselves learns nothing from a group of one.</summary>
    private const string SeesCommendations = "volunteers.commendations.read";

    private const int LongestInDays = 3_660;

    public async Task<Wire.GetCommendationFiguresResponse> Handle(Wire.GetCommendationFiguresRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Date("from_date", request.FromDate, out var from).Date("to_date", request.ToDate, out var to);
        check.That(to >= from && to.DayNumber - from.DayNumber <= LongestInDays, "to_date", "OUT_OF_RANGE", $"应不早于起始日期，且不超过 {LongestInDays} 天").OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw CommendationRefusals.NoDivision(request.DivisionCode);

        var reply = new Wire.GetCommendationFiguresResponse();
        await using var command = source.CreateCommand(Figures);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = area.Code }, new() { Value = area.End }, new() { Value = from }, new() { Value = to }, new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            reply.Figures.Add(new Wire.CommendationFigures
            {
                DivisionCode = rows.GetString(0), DivisionName = await map.NameAsync(rows.GetString(0), cancel), Level = (Wire.CommendationLevel)rows.GetInt16(1),
                CommendationCount = rows.GetInt64(2), VolunteerCount = rows.GetInt64(3),
            });
        }
        if (grants.Of(SeesCommendations, caller.Roles) != Reach.Area)
        {
            foreach (var level in reply.Figures.GroupBy(f => f.Level))
                SmallGroups.Suppress(level, f => f.VolunteerCount, f => (f.Suppressed, f.CommendationCount, f.VolunteerCount) = (true, 0, 0));
        }
        return reply;
    }

    private const string Figures = """
        select left(area, $5), level, count(*), count(distinct volunteer_id) from commendations
        where area >= $1 and area < $2 and commend_date between $3 and $4 and withdrawn_at is null group by 1, 2 order by 1, 2
        """;
}
