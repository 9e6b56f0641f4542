using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class DeclineCustody(EnterpriseDesk desk)
{
    public Task<Wire.Custody> Handle(Wire.DeclineCustodyRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, custody => custody.Decline(desk.Me, desk.Now), cancel);
}
