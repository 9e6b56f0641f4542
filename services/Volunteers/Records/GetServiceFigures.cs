using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class GetServiceFigures(NpgsqlDataSource source, Caller caller, Grants grants, DivisionMap map)
{
    /// <summary>Who reads the records themselves learns nothing from a group of one.</summary>
    private const string SeesRecords = "volunteers.records.read";

    public async Task<Wire.GetServiceFiguresResponse> Handle(Wire.GetServiceFiguresRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).Date("from_date", request.FromDate, out var from).Date("to_date", request.ToDate, out var to);
        var teamId = Guid.Empty;
        if (request.TeamId.Length > 0) check.Id("team_id", request.TeamId, out teamId);
        check.That(to >= from && to.DayNumber - from.DayNumber <= 366, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天").OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw RecordRefusals.NoDivision(request.DivisionCode);

        var reply = new Wire.GetServiceFiguresResponse { Total = new Wire.ServiceFigures { DivisionCode = area.Code, DivisionName = await map.NameAsync(area.Code, cancel) } };
        await using var command = source.CreateCommand(teamId == Guid.Empty ? Figures("") : Figures("and team_id = $6"));
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = area.Code }, new() { Value = area.End }, new() { Value = ChinaTime.StartOf(from) }, new() { Value = ChinaTime.StartOf(to.AddDays(1)) },
            new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }]);
        if (teamId != Guid.Empty) command.Parameters.Add(new NpgsqlParameter { Value = teamId });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var code = await rows.IsDBNullAsync(0, cancel) ? null : rows.GetString(0);
            var figures = code is null ? reply.Total : new Wire.ServiceFigures { DivisionCode = code, DivisionName = await map.NameAsync(code, cancel) };
            (figures.Minutes, figures.RecordCount, figures.VolunteerCount) = (rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
            if (code is not null) reply.Children.Add(figures);
        }
        if (grants.Of(SeesRecords, caller.Roles) != Reach.Area)
        {
            SmallGroups.Suppress([reply.Total], f => f.VolunteerCount, Hide);
            SmallGroups.Suppress(reply.Children, f => f.VolunteerCount, Hide);
        }
        return reply;
    }

    private static void Hide(Wire.ServiceFigures figures) => (figures.Suppressed, figures.Minutes, figures.RecordCount, figures.VolunteerCount) = (true, 0, 0, 0);

    // Reversed records take themselves off, and are not counted. A condition of its own for the team, not "or all": so the planner has the choice of the team's index.
    private static string Figures(string ofTeam) => $"""
        select left(area, $5), coalesce(sum(minutes), 0)::bigint, (count(*) filter (where minutes > 0) - count(*) filter (where minutes < 0))::bigint, count(distinct volunteer_id)
        from service_records where area >= $1 and area < $2 and starts_at >= $3 and starts_at < $4 {ofTeam}
        group by grouping sets ((), (left(area, $5))) order by 1
        """;
}
