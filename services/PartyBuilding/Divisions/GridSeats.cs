using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Divisions;

/// <summary>Named queries: organisations that sit in grids follow them to the grids as which they go on. Only while the tree is rearranged.</summary>
internal sealed class GridSeats(PartyDb db)
{
    // One organisation of a grid stays: where somebody has established one in the next grid meanwhile, this one sits beside it until both are merged.
    private const string Sit = """
        update organizations o set place_id = {1}, seat_of = case when o.seat_of is distinct from {0}::text then o.seat_of
          when exists (select from organizations x where x.seat_of = {1}::text) then null else {1}::text end
        where o.place_id = {0};
        """;

    // Where the next grid is not heard of yet, its place is the old one under the new code until then.
    private const string Follow = """
        update places p set area = m.successor from unnest({0}, {1}) as m (former, successor) where p.area = m.former and p.kind = 2
          and not exists (select from places n where n.area = m.successor and n.kind = 2);
        update organizations o set place_id = n.id, seat_of = case when o.seat_of is distinct from p.id::text then o.seat_of
          when exists (select from organizations x where x.seat_of = n.id::text) then null else n.id::text end
        from unnest({0}, {1}) as m (former, successor) join places p on p.area = m.former and p.kind = 2 join places n on n.area = m.successor and n.kind = 2 where o.place_id = p.id;
        update places n set full_members = p.full_members, surveyed_on = p.surveyed_on
        from unnest({0}, {1}) as m (former, successor) join places p on p.area = m.former and p.kind = 2 where n.area = m.successor and n.kind = 2 and n.surveyed_on is null;
        """;

    /// <summary>Whoever sits in the one sits in the other.</summary>
    public Task MoveAsync(Guid former, Guid next, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(Sit, [former, next], cancel);

    /// <summary>Grids go on under other codes. The organisations' areas have been changed already.</summary>
    public Task FollowAsync(string[] former, string[] successors, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(Follow, [former, successors], cancel);
}
