using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed partial class RegisterPropertyCompany(PartyDb db, CompoundDesk desk, OrganizationTree tree)
{
    public async Task<Wire.PropertyCompany> Handle(Wire.RegisterPropertyCompanyRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).That(request.DivisionCode.Length is 0 or >= 4, "division_code", "TOO_WIDE", "应为市级及以下的区划").Text("name", request.Name, 100, min: 4)
            .That(CreditCode().IsMatch(request.CreditCode), "credit_code", "NOT_A_CREDIT_CODE", "应为 18 位统一社会信用代码");
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (organizationId != default)
        {
            // Whose organisation it is, is not dissolved or merged meanwhile.
            await tree.HoldStillAsync(cancel);
            var its = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == organizationId, cancel);
            (its ?? throw OrganizationRefusals.NotFound(request.OrganizationId)).MustBeActive();
        }
        var company = PropertyCompany.Register(area.Code, request.Name.Trim(), request.CreditCode, organizationId == default ? null : organizationId, desk.Now);
        db.Add(company);
        try
        {
            var reply = await db.SaveAsync(() => CompoundDesk.Of(company), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == PropertyCompanyTable.Once)
        {
            await transaction.RollbackAsync(cancel);
            throw CompoundRefusals.CompanyExists(await db.Everywhere<PropertyCompany>("a company once in the province; of others only the id is told").Where(c => c.CreditCode == company.CreditCode).Select(c => c.Id).FirstAsync(cancel));
        }
    }

    // GB 32100: the alphabet leaves out I, O, S, V and Z.
    [GeneratedRegex("^[0-9A-HJ-NPQRTUWXY]{18}$")]
    private static partial Regex CreditCode();
}
