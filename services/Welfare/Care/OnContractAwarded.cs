using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>Once only: an organisation that was awarded a contract is a provider under contract in the division that buys, under the id that it has there, so that it is registered once however many contracts it has.</summary>
internal sealed class OnContractAwarded(WelfareDb db) : IConsumer<ContractAwarded>
{
    public async Task Consume(ConsumeContext<ContractAwarded> context)
    {
        var (awarded, cancel) = (context.Message, context.CancellationToken);
        // Told before the name was: somebody registers it by hand.
        if (awarded.OrganizationName is not { Length: > 0 } name) return;
        if (await db.Everywhere<CareProvider>("whether the organisation is registered already, wherever").AnyAsync(p => p.Id == awarded.OrganizationId, cancel)) return;
        db.Add(CareProvider.UnderContract(awarded.OrganizationId, awarded.Area, name, awarded.ServiceCode, awarded.At));
        await db.SaveAsync(cancel);
    }
}
