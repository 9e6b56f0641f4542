using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class HandOverAsset(SocialOrgsDb db, EnterpriseDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Custody> Handle(Wire.HandOverAssetRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var custody = await desk.CustodyAsync(request.Id, request.Etag, new Check(), cancel);
        custody.HandOver(await blacklist.AskAsync(custody.OrganizationId, cancel), desk.Me, desk.Today, desk.Now);
        try
        {
            var reply = await db.SaveAsync(() => EnterpriseDesk.Of(custody), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CustodyTable.OneHolder)
        {
            throw EnterpriseRefusals.AssetTaken();
        }
    }
}
