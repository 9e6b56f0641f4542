using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class MoveOrganization(PartyDb db, OrganizationDesk desk, OrganizationTree tree)
{
    public async Task<Wire.Organization> Handle(Wire.MoveOrganizationRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out _).Id("parent_id", request.ParentId, out var parentId);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await tree.RearrangeAsync(cancel);
        var organization = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var above = await desk.FindAsync(parentId, cancel);
        var before = organization.Path;
        organization.MoveBelow(above, await tree.LevelsAsync(organization, cancel), desk.Now);
        if (organization.Path != before) await tree.MoveAsync(organization.Id, before, organization.Path, cancel);
        var reply = await desk.SaveAsync(organization, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
