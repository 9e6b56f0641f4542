using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class DissolveOrganization(PartyDb db, OrganizationDesk desk, OrganizationTree tree, Work work)
{
    public async Task<Wire.Organization> Handle(Wire.DissolveOrganizationRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out _).Text("reason", request.Reason, 200, min: 4);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Alone: nobody comes in and nothing is established below it while it is looked at.
        await tree.RearrangeAsync(cancel);
        var organization = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var counts = await tree.CountsAsync(organization.Id, cancel);
        var (active, seat) = (organization.State == OrganizationState.Active, organization.SeatOf);
        organization.Dissolve(counts.Any(c => c.Key is >= Measure.FirstOfPeople and <= Measure.LastOfPeople && c.Value > 0), counts.Where(c => c.Key < Measure.FirstOfPeople).Sum(c => c.Value) > 1,
            await tree.TransfersUnderWayAsync(organization.Id, cancel), await tree.LeadsAsync(organization.Id, cancel), desk.Today, desk.Now);
        if (active) await tree.CountAsync(organization.Path, Measure.Of(organization.Kind), -1, cancel);
        await tree.CoverByAsync(organization.Id, null, cancel);
        work.Purpose = request.Reason.Trim();
        var reply = await desk.SaveAsync(organization, cancel);
        if (seat is not null) await tree.SeatNextAsync(organization, seat, null, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
