using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Divisions;

/// <summary>
/// A grid is a place in which an organisation may sit. Its code never changes: when its community is reorganised, that grid is retired and another one with an id of its own goes on. Who goes on as whom
/// CommunitiesReorganized says, on another queue: whichever of both is here first, the organisations find their new grid (<see cref="GridSeats"/>).
/// </summary>
internal sealed class OnGridChanged(PartyDb db, OrganizationTree tree, GridSeats seats, DivisionMap map) : IConsumer<GridChanged>
{
    public async Task Consume(ConsumeContext<GridChanged> context)
    {
        var (changed, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Alone with the tree: who is entered or moved meanwhile would keep the area that was.
        await tree.RearrangeAsync(cancel);
        var place = await db.Places.FirstOrDefaultAsync(p => p.Id == changed.GridId, cancel);
        if (place is null)
        {
            // Told late: it has gone on as another since, which is told under its own code.
            if (await map.NowAsync(changed.Area, cancel) != changed.Area) return;
            db.Add(place = Place.OfGrid(changed.GridId, changed.Area));
            // A place that came to this code before its grid was heard of.
            if (await db.Places.FirstOrDefaultAsync(p => p.Kind == PlaceKind.Grid && p.Area == changed.Area, cancel) is { } ahead)
            {
                await seats.MoveAsync(ahead.Id, changed.GridId, cancel);
                place.GoOnFrom(ahead);
                db.Remove(ahead);
            }
        }
        if (!place.Follow(changed.Name, changed.Change == "Retired", changed.At)) return;
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
