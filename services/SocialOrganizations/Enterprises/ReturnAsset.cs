using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ReturnAsset(EnterpriseDesk desk)
{
    public Task<Wire.Custody> Handle(Wire.ReturnAssetRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, custody => custody.Return(desk.Me, desk.Today, desk.Now), cancel);
}
