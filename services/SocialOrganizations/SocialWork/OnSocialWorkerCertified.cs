using Governance.Events.SocialOrgs.V1;
using Governance.Volunteers.V1;
using Grpc.Core;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>
/// Once only: whose certificate it is, is known elsewhere by the volunteer's id. Where nobody has given it, the registry of volunteers is asked by the number (decision 0009), which no event may carry; who is no
/// volunteer is left alone. What is found is told again, and reaches the volunteer's path of growth and the party service. While the registry is away the event waits.
/// </summary>
internal sealed class OnSocialWorkerCertified(SocialOrgsDb db, VolunteerLinks links, SocialWorkerWire wire, Registrations.RegistrationsClient volunteers) : IConsumer<SocialWorkerCertified>
{
    /// <summary>What this service's own client is granted at the registry of volunteers.</summary>
    public const string Scope = "volunteers.find";

    private const string Purpose = "社会工作者证书关联志愿者";

    public async Task Consume(ConsumeContext<SocialWorkerCertified> context)
    {
        var (certified, cancel) = (context.Message, context.CancellationToken);
        if (certified.VolunteerId is not null) return;
        if (await db.SocialWorkers.FirstOrDefaultAsync(w => w.Id == certified.SocialWorkerId && w.VolunteerId == null, cancel) is not { } worker) return;
        FindByIdentityNumberResponse found;
        try
        {
            found = await volunteers.FindByIdentityNumberAsync(new() { IdentityNumber = wire.OpenNumber(worker), Purpose = Purpose }, cancellationToken: cancel);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await links.RecognizeAsync(worker, Guid.Parse(found.VolunteerId), cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
