using System.Security.Cryptography;
using System.Text;
using Governance.Events.SocialOrgs.V1;
using Governance.Map;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>
/// Once only: an organisation that was awarded a contract is a provider under contract in the division that buys, with what it was bought for: registered once a division, however many contracts it has there. Where
/// it was first under the id that it has as an organisation, elsewhere under one that follows from that and the division.
/// </summary>
internal sealed class OnContractAwarded(WelfareDb db, DivisionMap map) : IConsumer<ContractAwarded>
{
    public async Task Consume(ConsumeContext<ContractAwarded> context)
    {
        var (awarded, cancel) = (context.Message, context.CancellationToken);
        // Told before the name was: somebody registers it by hand.
        if (awarded.OrganizationName is not { Length: > 0 } name) return;
        var area = await map.NowAsync(awarded.Area, cancel);
        var (first, there) = (awarded.OrganizationId, IdIn(awarded.OrganizationId, area));
        var known = await db.Everywhere<CareProvider>("where the organisation is registered already").Where(p => p.Id == first || p.Id == there).ToListAsync(cancel);
        if (known.Find(p => p.Area == area) is { } provider) provider.Award(awarded.ServiceCode, awarded.At);
        else db.Add(CareProvider.UnderContract(known.Exists(p => p.Id == first) ? there : first, area, name, awarded.ServiceCode, awarded.At));
        await db.SaveAsync(cancel);
    }

    // The same each time, so that the key refuses a second registration.
    private static Guid IdIn(Guid organization, string area)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{organization} {area}")).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0f | 0x80), (byte)(bytes[8] & 0x3f | 0x80));
        return new Guid(bytes, bigEndian: true);
    }
}
