using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class MergeOrganizations(PartyDb db, OrganizationDesk desk, OrganizationTree tree, Work work)
{
    public async Task<Wire.Organization> Handle(Wire.MergeOrganizationsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out _).Id("into_id", request.IntoId, out var intoId).Text("reason", request.Reason, 200, min: 4);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await tree.RearrangeAsync(cancel);
        var former = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var successor = await desk.FindAsync(intoId, cancel);
        var seat = former.SeatOf;
        former.MergeInto(successor, await tree.HoldsMembersAsync(former.Id, cancel) || await tree.TransfersUnderWayAsync(former.Id, cancel), desk.Today, desk.Now);
        // All of them, also one that a reorganisation has put into another town: left behind it would count at the former one for good.
        foreach (var child in await db.Everywhere<Organization>("what is below an organisation that the slice has found moves with it, or nothing does").Where(o => o.ParentId == former.Id && o.State == OrganizationState.Active).ToListAsync(cancel))
        {
            var before = child.Path;
            child.MoveBelow(successor, await tree.LevelsAsync(child, cancel), desk.Now);
            await tree.MoveAsync(child.Id, before, child.Path, cancel);
        }
        // What is left at the former one are people of its own, and itself.
        var people = (await tree.CountsAsync(former.Id, cancel)).Where(c => c.Key >= Measure.FirstOfPeople && c.Value != 0).ToList();
        await tree.CountAsync(former.Path, [(Measure.Of(former.Kind), -1), .. people.Select(p => (p.Key, -p.Value))], cancel);
        await tree.CountAsync(successor.Path, [.. people.Select(p => (p.Key, p.Value))], cancel);
        successor.TakeOver(former, await tree.PeopleOfAsync(former.Id, cancel), desk.Now);
        await tree.HandOverAsync(former, successor, desk.Now, cancel);
        await tree.CoverByAsync(former.Id, successor.Id, cancel);
        await tree.LeadByAsync(former.Id, successor.Id, cancel);
        work.Purpose = request.Reason.Trim();
        var reply = await desk.SaveAsync(successor, cancel);
        if (seat is not null) await tree.SeatNextAsync(former, seat, successor.Id, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
