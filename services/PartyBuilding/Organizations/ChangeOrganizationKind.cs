using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class ChangeOrganizationKind(PartyDb db, OrganizationDesk desk, OrganizationTree tree, RuleBook rules, Work work)
{
    public async Task<Wire.Organization> Handle(Wire.ChangeOrganizationKindRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out _).Known("kind", request.Kind);
        if (request.ExceptionReason.Length > 0) check.Text("exception_reason", request.ExceptionReason, 200, min: 4);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Alone: nothing comes below it that its new kind forbids, and nobody comes in.
        await tree.RearrangeAsync(cancel);
        var organization = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var (before, kind) = (organization.Kind, (OrganizationKind)request.Kind);
        var below = await db.Everywhere<Organization>("kinds of what is below an organisation that the slice has found, wherever a reorganisation has put it").Where(o => o.ParentId == organization.Id && o.State == OrganizationState.Active).Select(o => o.Kind).Distinct().ToListAsync(cancel);
        var counts = await tree.CountsAsync(organization.Id, cancel);
        if (organization.State == OrganizationState.Active) await rules.MustBeEnoughAsync(organization.Area, kind, organization.Seat, counts.GetValueOrDefault(Measure.Full), request.ExceptionReason, cancel);
        if (request.ExceptionReason.Length > 0) work.Purpose = request.ExceptionReason.Trim();
        organization.ChangeKind(kind, await desk.AboveAsync(organization, cancel), below, await tree.HoldsMembersAsync(organization.Id, cancel), desk.Now);
        if (kind != before) await tree.CountAsync(organization.Path, [(Measure.Of(before), -1), (Measure.Of(kind), 1)], cancel);
        var reply = await desk.SaveAsync(organization, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
