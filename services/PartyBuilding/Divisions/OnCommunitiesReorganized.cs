using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.Teams;
using Governance.Rpc;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Divisions;

/// <summary>
/// A community that is merged takes its organisations, members and places with it. One organisation a community stays: where the successor has one, or gets one from another community, this one sits
/// beside it until both are merged, and CheckEstablishment says so. What sits in a grid goes with the grid (<see cref="GridSeats"/>). News that comes out of its order moves nothing to where nobody is any more.
/// </summary>
internal sealed class OnCommunitiesReorganized(PartyDb db, OrganizationTree tree, GridSeats seats, MovedCommunities moved, DivisionMap map, TimeProvider clock) : IConsumer<CommunitiesReorganized>
{
    // Marked first and unmarked when all have moved: a unique index looks at every row at once, also between two that change places.
    private const string Move = """
        update organizations t set area = m.successor, seat_of = case when t.seat_of is distinct from m.former then t.seat_of
          when exists (select from organizations o where o.seat_of = m.successor and o.area <> all ({0})) then null
          when exists (select from organizations o join unnest({0}, {1}) as n (former, successor) on n.former = o.seat_of where n.successor = m.successor and o.id < t.id) then null
          else '~' || m.successor end
        from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update organizations set seat_of = substring(seat_of from 2) where seat_of like '~%';
        update members t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update transfers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update transfers t set from_area = m.successor from unnest({0}, {1}) as m (former, successor) where t.from_area = m.former;
        -- A regional committee goes along; where the successor has one, or several come together, they become one: units of one name are one unit, whoever sits twice sits once, and items, claims and
        -- agreements go on in the one that stays.
        create temporary table merging_committees on commit drop as
          select c.id, m.successor, coalesce((select o.id from regional_committees o where o.area = m.successor and o.merged_into_id is null and o.area <> all ({0})),
            (select o.id from regional_committees o join unnest({0}, {1}) as n (former, successor) on n.former = o.area where n.successor = m.successor and o.merged_into_id is null order by o.id limit 1)) as into_id
          from regional_committees c join unnest({0}, {1}) as m (former, successor) on m.former = c.area where c.merged_into_id is null;
        create temporary table merging_units on commit drop as
          select u.id, first_value(u.id) over (partition by g.into_id, u.name order by (u.committee_id = g.into_id) desc, u.id) as keep
          from member_units u join (select id, into_id from merging_committees where id <> into_id union select into_id, into_id from merging_committees where id <> into_id) g on g.id = u.committee_id where u.left_on is null;
        delete from merging_units where id = keep;
        update agreements t set unit_id = u.keep from merging_units u where t.unit_id = u.id;
        update regional_items t set unit_id = u.keep from merging_units u where t.unit_id = u.id;
        update claims t set unit_id = u.keep from merging_units u where t.unit_id = u.id;
        update part_time_members t set unit_id = u.keep from merging_units u where t.unit_id = u.id;
        update member_units t set left_on = {2} from merging_units u where t.id = u.id;
        update part_time_members t set unseated_on = {2} where t.id in (select s.id from (
          select p.id, row_number() over (partition by g.into_id, p.member_id order by (p.committee_id = g.into_id) desc, p.id) as nth
          from part_time_members p join (select id, into_id from merging_committees union select into_id, into_id from merging_committees) g on g.id = p.committee_id where p.unseated_on is null) s where s.nth > 1);
        update member_units t set committee_id = g.into_id from merging_committees g where t.committee_id = g.id and g.id <> g.into_id;
        update part_time_members t set committee_id = g.into_id from merging_committees g where t.committee_id = g.id and g.id <> g.into_id;
        update agreements t set committee_id = g.into_id from merging_committees g where t.committee_id = g.id and g.id <> g.into_id;
        update regional_items t set committee_id = g.into_id from merging_committees g where t.committee_id = g.id and g.id <> g.into_id;
        update regional_committees t set area = g.successor, merged_into_id = g.into_id from merging_committees g where t.id = g.id and g.id <> g.into_id;
        -- Marked first: a unique index looks at every row at once, also between two that change places.
        update regional_committees t set area = '~' || g.successor from merging_committees g where t.id = g.id and g.id = g.into_id;
        update regional_committees set area = substring(area from 2) where area like '~%';
        update member_units t set area = c.area from regional_committees c where t.committee_id = c.id and t.area <> c.area;
        update part_time_members t set area = c.area from regional_committees c where t.committee_id = c.id and t.area <> c.area;
        update agreements t set area = c.area from regional_committees c where t.committee_id = c.id and t.area <> c.area;
        -- What is a community's goes with the community, what is its committee's with that.
        update regional_items t set community_code = m.successor, area = m.successor from unnest({0}, {1}) as m (former, successor) where t.community_code = m.former;
        update regional_items t set area = c.area from regional_committees c where t.committee_id = c.id and t.community_code is null and t.area <> c.area;
        update claims t set community_code = m.successor, area = m.successor from unnest({0}, {1}) as m (former, successor) where t.community_code = m.former;
        update claims t set area = i.area from regional_items i where t.item_id = i.id and t.community_code is null and t.area <> i.area;
        -- What residents have agreed on stays theirs; where the successor has its own, or several come together, those that come are in force no more.
        update motions t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update listings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update conventions t set state = 4, kind_in_force = null from unnest({0}, {1}) as m (former, successor) where t.area = m.former and t.state = 2
          and (exists (select from conventions o where o.area = m.successor and o.kind_in_force = t.kind and o.area <> all ({0}))
            or exists (select from conventions o join unnest({0}, {1}) as n (former, successor) on n.former = o.area where n.successor = m.successor and o.kind_in_force = t.kind and o.id <> t.id));
        update conventions t set kind_in_force = null from unnest({0}) as m (former) where t.area = m.former;
        update conventions t set area = m.successor, kind_in_force = case when t.state = 2 then t.kind end from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update owners_committees t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update owners_seats t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update property_companies t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update property_contracts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update management_rules t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update supervision_scores t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update two_new_units t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update level_proposals t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update report_ins t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update musters t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former and t.ended_at is null;
        update receipts t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update year_appraisals t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update service_items t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update undertakings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update transfers t set to_area = m.successor from unnest({0}, {1}) as m (former, successor) where t.to_area = m.former;
        -- A resident group of the same name as one of the successor's is told apart by the community that it comes from.
        update places t set area = m.successor, name = case when exists (select from places o where o.id <> t.id and not o.closed and o.kind = t.kind and o.name = t.name
            and (o.area = m.successor or o.area in (select n.former from unnest({0}, {1}) as n (former, successor) where n.successor = m.successor))) then t.name || '（' || m.former || '）' else t.name end
        from unnest({0}, {1}) as m (former, successor) where t.area = m.former and t.kind <> 2;
        """;

    // Closed first and opened again when all have moved, as above. Where two committees of a kind come together, neither goes on: the new community elects its own.
    private const string MoveTeams = """
        create temporary table moving_teams on commit drop as
          select t.id, m.successor, t.closed or exists (select from teams o where o.area = m.successor and o.body = t.body and not o.closed and o.area <> all ({0}))
            or exists (select from teams o join unnest({0}, {1}) as n (former, successor) on n.former = o.area where n.successor = m.successor and o.body = t.body and not o.closed and o.id <> t.id) as closes
          from teams t join unnest({0}, {1}) as m (former, successor) on m.former = t.area;
        update teams t set closed = true from moving_teams m where m.id = t.id;
        update teams t set area = m.successor, closed = m.closes, seats = case when m.closes then 0 else t.seats end, remind_on = case when m.closes then null else t.remind_on end from moving_teams m where m.id = t.id;
        update team_posts p set area = m.successor, closed = p.closed or m.closes from moving_teams m where m.id = p.team_id;
        update team_holdings h set area = m.successor from moving_teams m where m.id = h.team_id;
        update people t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update joint_reviews t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update review_opinions t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update filings t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update reserves t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        update workers t set area = m.successor from unnest({0}, {1}) as m (former, successor) where t.area = m.former;
        """;

    public async Task Consume(ConsumeContext<CommunitiesReorganized> context)
    {
        var cancel = context.CancellationToken;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Alone with the tree: who is entered or moved meanwhile would keep the area that was.
        await tree.RearrangeAsync(cancel);
        var (former, successors) = await moved.FollowAsync(context.Message, cancel);
        if (former.Length > 0)
        {
            await db.Database.ExecuteSqlRawAsync(Move, [former, successors, clock.Today()], cancel);
            await db.Database.ExecuteSqlRawAsync(MoveTeams, [former, successors], cancel);
            await seats.FollowAsync(former, successors, cancel);
            var ending = await (from holding in db.TeamHoldings join team in db.Teams on holding.TeamId equals team.Id where team.Closed && holding.RunningPostId != null && successors.Contains(team.Area) select holding).ToListAsync(cancel);
            foreach (var holding in ending) holding.Finish(HoldingEnd.Reorganized, clock.Today() is var today && today > holding.StartedOn ? today : holding.StartedOn, null, clock.GetUtcNow());
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        map.Forget();
    }
}
