using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class EndPropertyContract(PartyDb db, OrganizationDesk days)
{
    public async Task<Wire.PropertyContract> Handle(Wire.EndPropertyContractRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var on = days.Past(check, "date", request.Date);
        check.OrThrow();
        var contract = await db.PropertyContracts.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CompoundRefusals.NoContract(request.Id);
        Etag.Match(request.Etag, contract.Version);
        contract.End(on, days.Today);
        var company = await db.Everywhere<PropertyCompany>("its name is public").Where(c => c.Id == contract.CompanyId).Select(c => c.Name).FirstAsync(cancel);
        return await db.SaveAsync(() => CompoundDesk.Of(contract, company), cancel);
    }
}
