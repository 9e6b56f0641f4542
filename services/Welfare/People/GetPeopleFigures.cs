using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class GetPeopleFigures(NpgsqlDataSource source, Caller caller, PersonDesk desk, PersonalData personal, DivisionMap map)
{
    private const int Everybody = 0;
    private const string Offset = "welfare.people-figures.offset";

    public async Task<Wire.GetPeopleFiguresResponse> Handle(Wire.GetPeopleFiguresRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);

        var exact = desk.MayReadPeople;
        var all = new SortedDictionary<string, Wire.PeopleFigures>(StringComparer.Ordinal);
        await using var command = source.CreateCommand(Figures);
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = area.Code }, new() { Value = area.End }, new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }, new() { Value = Concerns.BornForAged80(desk.Today) }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var code = await rows.IsDBNullAsync(0, cancel) ? "" : rows.GetString(0);
            if (!all.TryGetValue(code, out var figures))
            {
                all[code] = figures = new Wire.PeopleFigures { DivisionCode = code.Length > 0 ? code : area.Code, DivisionName = await map.NameAsync(code.Length > 0 ? code : area.Code, cancel), Suppressed = !exact };
            }
            var (kind, count) = (rows.GetInt32(1), rows.GetInt64(2));
            // Up or down by an offset of each figure's own, whether it is told as a total or as a part: rounded down, the step from 0 to 5 would tell that there are five.
            if (!exact) count = SmallGroups.InFives(count, personal.LookupHash($"{figures.DivisionCode}/{kind}", Offset));
            if (kind == Everybody) figures.PeopleCount = count;
            else if (count > 0) figures.Kinds.Add(new Wire.KindCount { Kind = (Wire.ConcernKind)kind, PeopleCount = count });
        }
        var reply = new Wire.GetPeopleFiguresResponse { Total = all.GetValueOrDefault("") ?? new Wire.PeopleFigures { DivisionCode = area.Code, DivisionName = await map.NameAsync(area.Code, cancel), Suppressed = !exact } };
        reply.Children.AddRange(all.Where(f => f.Key.Length > 0).Select(f => f.Value));
        return reply;
    }

    private const string Figures = """
        select left(area, $3), kind, count(*) from (
          select area, unnest(kinds || array[0] || case when birth_year <= $4 then array[7] else array[]::int[] end) as kind from people where area >= $1 and area < $2 and state = 1 and died_on is null) as of_a_kind
        group by grouping sets ((kind), (left(area, $3), kind)) order by 1 nulls first, 2
        """;
}
