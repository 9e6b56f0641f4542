using Governance.Events.SocialOrgs.V1;
using Governance.PartyBuilding.Workers;
using Governance.Rpc;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Grades;

/// <summary>
/// Once only: a community worker's level that was certified elsewhere is proposed here, and nobody types it. The volunteer tells who it is: the worker was hired as that volunteer, or the volunteer is a
/// reported-in member with the worker's number. Who is no worker here, or has the level, is left alone.
/// </summary>
internal sealed class OnSocialWorkerCertified(PartyDb db, TimeProvider clock) : IConsumer<SocialWorkerCertified>
{
    public async Task Consume(ConsumeContext<SocialWorkerCertified> context)
    {
        var (certified, cancel) = (context.Message, context.CancellationToken);
        if (certified.VolunteerId is not { } volunteer || !Enum.TryParse<ProfessionalLevel>(certified.Level, out var level) || !Enum.IsDefined(level)) return;
        var worker = await db.Workers.AsNoTracking().FirstOrDefaultAsync(w => w.VolunteerId == volunteer && w.State == WorkerState.Active, cancel)
            ?? await (from reported in db.ReportIns
                      join member in db.Members on reported.MemberId equals (Guid?)member.Id
                      join person in db.People on member.Person.NumberHash equals person.Sealed.NumberHash
                      join own in db.Workers on (Guid?)person.Id equals own.RunningPersonId
                      where reported.VolunteerId == volunteer
                      select own).AsNoTracking().FirstOrDefaultAsync(cancel);
        if (worker is null || worker.Level >= level || await db.LevelProposals.AnyAsync(p => p.WorkerId == worker.Id && p.Level == level, cancel)) return;
        db.Add(LevelProposal.Of(worker, level, certified.SocialWorkerId, ChinaTime.DateOf(certified.At), clock.GetUtcNow()));
        await db.SaveAsync(cancel);
    }
}
