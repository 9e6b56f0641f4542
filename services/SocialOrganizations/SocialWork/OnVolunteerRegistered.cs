using Governance.Events.Volunteers.V1;
using Governance.Volunteers.V1;
using Grpc.Core;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>
/// Once only: who becomes a volunteer after they were certified is the same person, and nobody has to say so. Beside <see cref="OnSocialWorkerCertified"/>: whichever comes last finds the other. The registry is asked under
/// which hash the number would stand here (decision 0009); it never tells the number, and of who is no social worker nothing is kept.
/// </summary>
internal sealed class OnVolunteerRegistered(SocialOrgsDb db, VolunteerLinks links, Registrations.RegistrationsClient volunteers) : IConsumer<VolunteerRegistered>
{
    private const string Purpose = "志愿者关联社会工作者证书";

    public async Task Consume(ConsumeContext<VolunteerRegistered> context)
    {
        var (registered, cancel) = (context.Message, context.CancellationToken);
        // Nobody under 18 is certified; and while everybody is known there is nobody to ask for.
        if (registered.Minor || !await db.SocialWorkers.AnyAsync(w => w.VolunteerId == null && w.State != SocialWorkerState.Retired, cancel)) return;
        byte[] hash;
        try
        {
            hash = (await volunteers.HashIdentityNumberAsync(new() { Id = registered.VolunteerId.ToString(), LookupPurpose = SocialWorkerWire.NumberPurpose, Purpose = Purpose }, cancellationToken: cancel)).Hash.ToByteArray();
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return;
        }
        if (await db.SocialWorkers.FirstOrDefaultAsync(w => w.Person.NumberHash == hash && w.VolunteerId == null, cancel) is not { } worker) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await links.RecognizeAsync(worker, registered.VolunteerId, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
