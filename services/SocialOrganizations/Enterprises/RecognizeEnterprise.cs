using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class RecognizeEnterprise(SocialOrgsDb db, EnterpriseDesk desk, Blacklist blacklist)
{
    public async Task<Wire.Enterprise> Handle(Wire.RecognizeEnterpriseRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("valid_until_date", request.ValidUntilDate, out var until);
        if (until != default) check.That(until > desk.Today && until <= desk.Today.AddYears(5), "valid_until_date", "OUT_OF_RANGE", "应晚于今天，且在五年之内");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var enterprise = await desk.EnterpriseAsync(request.Id, request.Etag, check, cancel);
        enterprise.Recognize(await blacklist.AskAsync(enterprise.OrganizationId, cancel), until, desk.Me, desk.Now);
        var reply = await db.SaveAsync(() => EnterpriseDesk.Of(enterprise), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
