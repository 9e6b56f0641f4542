using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class SignPropertyContract(PartyDb db, CompoundDesk desk)
{
    public async Task<Wire.PropertyContract> Handle(Wire.SignPropertyContractRequest request, CancellationToken cancel)
    {
        new Check().Id("place_id", request.PlaceId, out var placeId).Id("company_id", request.CompanyId, out var companyId).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until)
            .That(from == default || until == default || (until >= from && until <= from.AddYears(10)), "end_date", "OUT_OF_RANGE", "应不早于开始日期，且不超过 10 年").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var place = await desk.PlaceAsync(placeId, cancel);
        var company = await db.Everywhere<PropertyCompany>("a company serves compounds of other counties too; its name and credit code are public").AsNoTracking().FirstOrDefaultAsync(c => c.Id == companyId, cancel)
            ?? throw CompoundRefusals.NoCompany(request.CompanyId);
        var contract = PropertyContract.Sign(place, company, from, until, desk.Now);
        db.Add(contract);
        try
        {
            var reply = await db.SaveAsync(() => CompoundDesk.Of(contract, company.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PropertyContractTable.OneACompound)
        {
            throw CompoundRefusals.ContractExists();
        }
    }
}
