using Governance.Messaging;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class HandOverAsset(EnterpriseDesk desk)
{
    public async Task<Wire.Custody> Handle(Wire.HandOverAssetRequest request, CancellationToken cancel)
    {
        try
        {
            return await desk.ChangeAsync(request.Id, request.Etag, custody => custody.HandOver(desk.Today, desk.Now), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CustodyTable.OneHolder)
        {
            throw EnterpriseRefusals.AssetTaken();
        }
    }
}
