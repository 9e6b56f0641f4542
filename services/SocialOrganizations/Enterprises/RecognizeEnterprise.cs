using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class RecognizeEnterprise(EnterpriseDesk desk)
{
    public async Task<Wire.Enterprise> Handle(Wire.RecognizeEnterpriseRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("valid_until_date", request.ValidUntilDate, out var until);
        if (until != default) check.That(until > desk.Today && until <= desk.Today.AddYears(5), "valid_until_date", "OUT_OF_RANGE", "应晚于今天，且在五年之内");
        return await desk.ChangeAsync(request.Id, request.Etag, check, enterprise => enterprise.Recognize(until, desk.Me, desk.Now), cancel);
    }
}
