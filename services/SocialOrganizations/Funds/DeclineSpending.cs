using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class DeclineSpending(SocialOrgsDb db)
{
    public async Task<Wire.Spending> Handle(Wire.DeclineSpendingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var spending = await db.Spendings.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw FundRefusals.NoSpending(request.Id);
        Etag.Match(request.Etag, spending.Version);
        spending.Decline();
        return await db.SaveAsync(() => FundDesk.Of(spending), cancel);
    }
}
