using Governance.Events.Grid.V1;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Divisions;

/// <summary>A grid is a place in which an organisation may sit; one that gets another code takes its organisations and their members with it.</summary>
internal sealed class OnGridChanged(PartyDb db, OrganizationTree tree) : IConsumer<GridChanged>
{
    public async Task Consume(ConsumeContext<GridChanged> context)
    {
        var (changed, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Alone with the tree: who is entered or moved meanwhile would keep the area that was.
        await tree.RearrangeAsync(cancel);
        var place = await db.Places.FirstOrDefaultAsync(p => p.Id == changed.GridId, cancel);
        if (place is null) db.Add(place = Place.OfGrid(changed.GridId));
        if (!place.Follow(changed.Area, changed.Name, changed.Change == "Retired", changed.At)) return;
        await db.Database.ExecuteSqlAsync($"update organizations set area = {changed.Area} where place_id = {changed.GridId} and area <> {changed.Area}", cancel);
        await db.Database.ExecuteSqlAsync($"""
            update members m set area = o.area from organizations o where o.place_id = {changed.GridId} and m.organization_id = o.id and m.area <> o.area;
            update transfers t set from_area = o.area, area = o.area from organizations o where o.place_id = {changed.GridId} and t.from_id = o.id and t.state = 1;
            update transfers t set to_area = o.area from organizations o where o.place_id = {changed.GridId} and t.to_id = o.id and t.state = 1;
            update receipts t set area = o.area from organizations o where o.place_id = {changed.GridId} and t.organization_id = o.id
            """, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
