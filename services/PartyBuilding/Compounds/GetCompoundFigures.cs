using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Npgsql;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class GetCompoundFigures(NpgsqlDataSource source, Caller caller, Grants grants, DivisionMap map)
{
    public async Task<Wire.GetCompoundFiguresResponse> Handle(Wire.GetCompoundFiguresRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 9).OrThrow();
        // A sum over a division tells of all of it: the whole must be the caller's.
        if (!caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw PlaceRefusals.NoDivision(request.DivisionCode);

        var reply = new Wire.GetCompoundFiguresResponse { Total = new Wire.CompoundFigures { DivisionCode = area.Code, DivisionName = await map.NameAsync(area.Code, cancel) } };
        await using var command = source.CreateCommand(Figures);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = area.Code }, new() { Value = area.End }, new() { Value = area.Code.Length switch { 2 => 4, 4 => 6, 6 => 9, _ => 12 } }]);
        var others = new Dictionary<Wire.CompoundFigures, long>(ReferenceEqualityComparer.Instance);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var code = await rows.IsDBNullAsync(0, cancel) ? null : rows.GetString(0);
            var figures = code is null ? reply.Total : new Wire.CompoundFigures { DivisionCode = code, DivisionName = await map.NameAsync(code, cancel) };
            (figures.Compounds, figures.WithOrganization, figures.WithOwnersCommittee, figures.WithPropertyCompany, figures.WithPartyClause) = (rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5));
            (figures.Seats, figures.TeamSeats, figures.MemberSeats, figures.MemberDirectors) = (rows.GetInt64(6), rows.GetInt64(7), rows.GetInt64(8), rows.GetInt64(9));
            others[figures] = rows.GetInt64(10) - figures.MemberDirectors;
            figures.MemberShare = figures.Seats == 0 ? 0 : (int)Math.Round(10_000m * figures.MemberSeats / figures.Seats, MidpointRounding.AwayFromZero);
            if (code is not null) reply.Children.Add(figures);
        }
        // Whether somebody is a member is nobody's business but the roster's: of few members, and of few who are none, nothing is told. Who reads the roster learns nothing new.
        if (grants.Of(CountsOfPeople.SeesMembers, caller.Roles) != Reach.Area)
        {
            SmallGroups.Suppress([reply.Total], FewestDirectors, HideDirectors);
            SmallGroups.Suppress(reply.Children, FewestDirectors, HideDirectors);
            SmallGroups.Suppress([reply.Total], Fewest, Hide);
            SmallGroups.Suppress(reply.Children, Fewest, Hide);
        }
        return reply;

        // Directors among the members, and what each leaves over: with the seats that are told, each of the four follows from the others.
        long FewestDirectors(Wire.CompoundFigures figures)
        {
            var (members, ordinaries) = (figures.MemberSeats - figures.MemberDirectors, figures.Seats - figures.MemberDirectors - others[figures]);
            return Math.Min(Math.Min(figures.MemberDirectors, others[figures]), Math.Min(members, ordinaries - members));
        }
    }

    private static long Fewest(Wire.CompoundFigures figures) => Math.Min(figures.MemberSeats, figures.Seats - figures.MemberSeats);

    private static void Hide(Wire.CompoundFigures figures)
    {
        HideDirectors(figures);
        (figures.Suppressed, figures.MemberSeats, figures.MemberShare) = (true, 0, 0);
    }

    private static void HideDirectors(Wire.CompoundFigures figures) => (figures.DirectorsSuppressed, figures.MemberDirectors) = (true, 0);

    // Seats are summed up by compound first, so that a compound counts once.
    private const string Figures = """
        with seats as (
          select c.running_place_id, count(*) as seats, count(*) filter (where exists (select from team_holdings h where h.running_person_id = s.person_id and h.body = 1)) as team, count(m.id) as members,
            count(m.id) filter (where s.post = 1) as directors, count(*) filter (where s.post = 1) as all_directors
          from owners_seats s join owners_committees c on c.id = s.committee_id join people p on p.id = s.person_id left join members m on m.number_hash = p.number_hash and m.state in (4, 5)
          where s.area >= $1 and s.area < $2 and s.unseated_on is null and c.running_place_id is not null group by 1)
        select left(p.area, $3), count(*), count(*) filter (where exists (select from organizations o where o.place_id = p.id and o.state = 1)), count(*) filter (where exists (select from owners_committees c where c.running_place_id = p.id)),
          count(*) filter (where exists (select from property_contracts c where c.running_place_id = p.id)),
          count(*) filter (where exists (select from management_rules r where r.place_id = p.id and r.kind_in_force is not null and r.party_clause is not null)),
          coalesce(sum(s.seats), 0)::bigint, coalesce(sum(s.team), 0)::bigint, coalesce(sum(s.members), 0)::bigint, coalesce(sum(s.directors), 0)::bigint, coalesce(sum(s.all_directors), 0)::bigint
        from places p left join seats s on s.running_place_id = p.id where p.area >= $1 and p.area < $2 and p.kind = 3 and not p.closed
        group by grouping sets ((), (left(p.area, $3))) order by 1
        """;
}
