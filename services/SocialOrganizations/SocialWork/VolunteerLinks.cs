using Governance.Volunteers.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>
/// Who a social worker is among the volunteers. That somebody is certified, is a volunteer and is appointed comes by five ways and in any order: they take turns at the volunteer's id, so that whichever comes last
/// finds the others.
/// </summary>
internal sealed class VolunteerLinks(SocialOrgsDb db, TimeProvider clock, Registrations.RegistrationsClient? volunteers = null)
{
    private const string Purpose = "核对社会工作者的志愿者编号";

    /// <summary>Nobody else deals with this volunteer before the transaction ends.</summary>
    /// <returns>Since when they are a full-time worker, read after the lock; null = the party service has not told so.</returns>
    public async Task<DateTimeOffset?> HoldAsync(Guid volunteerId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"socialorgs.volunteer:" + volunteerId}, 0))", cancel);
        return await db.AppointedVolunteers.Where(v => v.Id == volunteerId).Select(v => (DateTimeOffset?)v.At).FirstOrDefaultAsync(cancel);
    }

    /// <summary>
    /// An id that somebody types is believed only when the registry has it under this person's number: a mistyped one would lead a stranger along the path. Not within a transaction, since the registry may let it wait.
    /// </summary>
    /// <returns>Null = the registry is away. Then none is kept; it is asked by the number once the certificate is told.</returns>
    /// <exception cref="Governance.Rpc.Refusal">It is somebody else's, or nobody's.</exception>
    public async Task<Guid?> ConfirmAsync(Guid volunteerId, byte[] numberHash, CancellationToken cancel)
    {
        // Where the registry has no address nobody can be asked, now or later.
        if (volunteers is null) return volunteerId;
        HashIdentityNumberResponse found;
        try
        {
            found = await volunteers.HashIdentityNumberAsync(new() { Id = volunteerId.ToString(), LookupPurpose = SocialWorkerWire.NumberPurpose, Purpose = Purpose }, cancellationToken: cancel);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            throw SocialWorkRefusals.VolunteerNotTheirs();
        }
        catch (Exception e) when (e is RpcException or HttpRequestException && !cancel.IsCancellationRequested)
        {
            return null;
        }
        return found.Hash.Span.SequenceEqual(numberHash) ? volunteerId : throw SocialWorkRefusals.VolunteerNotTheirs();
    }

    /// <summary>The registry has said by the number who this is. Another who has that id was given it when ids were still believed as they were typed, and loses it.</summary>
    public async Task RecognizeAsync(SocialWorker worker, Guid volunteerId, CancellationToken cancel)
    {
        var (appointed, now) = (await HoldAsync(volunteerId, cancel), clock.GetUtcNow());
        foreach (var other in await db.SocialWorkers.Where(w => w.VolunteerId == volunteerId && w.Id != worker.Id).ToListAsync(cancel)) other.Forget(now);
        worker.Recognize(volunteerId, appointed, now);
    }
}
