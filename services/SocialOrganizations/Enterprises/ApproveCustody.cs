using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ApproveCustody(SocialOrgsDb db, EnterpriseDesk desk, Blacklist blacklist, Caller caller)
{
    public async Task<Wire.Custody> Handle(Wire.ApproveCustodyRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var custody = await desk.CustodyAsync(request.Id, request.Etag, new Check(), cancel);
        caller.MustCover(custody.NextArea);
        // Nobody retires it before the transaction ends.
        await db.Database.ExecuteSqlAsync($"select from public_assets where id = {custody.AssetId} for share", cancel);
        var asset = await db.PublicAssets.AsNoTracking().FirstAsync(a => a.Id == custody.AssetId, cancel);
        custody.Approve(asset, await blacklist.AskAsync(custody.OrganizationId, cancel), desk.Me, desk.Now);
        try
        {
            var reply = await db.SaveAsync(() => EnterpriseDesk.Of(custody), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CustodyTable.NoOverlap)
        {
            throw EnterpriseRefusals.AssetTaken();
        }
    }
}
