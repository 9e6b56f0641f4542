using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class EndAgreement(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.Agreement> Handle(Wire.EndAgreementRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var agreement = await db.Agreements.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw RegionalRefusals.NoAgreement(request.Id);
        Etag.Match(request.Etag, agreement.Version);
        agreement.End(desk.Today);
        return await db.SaveAsync(() => RegionalDesk.Of(agreement), cancel);
    }
}
