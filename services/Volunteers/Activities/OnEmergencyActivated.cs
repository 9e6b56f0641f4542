using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.Rpc;
using Governance.Volunteers.CallUps;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Activities;

/// <summary>
/// An emergency opens a need with the trainings that its kind calls for, and calls up those who are trained in them where it is: three times as many as are needed, since not everybody can
/// come. Once an emergency, however often it is told and under whatever id. The centre matches and publishes from there.
/// </summary>
internal sealed class OnEmergencyActivated(VolunteersDb db, CallUpRows rows, DivisionMap map, TimeProvider clock) : IConsumer<EmergencyActivated>
{
    private const int CalledForEach = 3;
    private static readonly TimeSpan FirstDays = TimeSpan.FromDays(3);

    public async Task Consume(ConsumeContext<EmergencyActivated> context)
    {
        var (emergency, now, cancel) = (context.Message, clock.GetUtcNow(), context.CancellationToken);
        if (await db.Needs.AnyAsync(n => n.Source == NeedSource.Emergency && n.SourceId == emergency.EmergencyId, cancel)) return;
        var known = await db.EmergencyTrainings.AsNoTracking().Where(t => t.Kind == emergency.Kind || t.Kind == EmergencyTraining.General).ToListAsync(cancel);
        var trainings = (known.Find(t => t.Kind == emergency.Kind) ?? known.Find(t => t.Kind == EmergencyTraining.General))?.CourseCodes ?? [];
        var headcount = emergency.Level switch { 1 => 500, 2 => 200, 3 => 100, _ => 50 };
        var area = await map.NowAsync(emergency.Area, cancel);
        var need = Need.Open(area, NeedSource.Emergency, emergency.EmergencyId, "突发事件应急志愿服务", ["disaster-relief"], headcount, emergency.At, emergency.At + FirstDays, now, trainings);
        db.Add(need);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Without a training that fits nobody is called up by a machine: the centre chooses.
        if (trainings.Count > 0 && Area.TryParse(area, out var place))
        {
            var called = await rows.CallAsync(need, place, ChinaTime.DateOf(now), headcount * CalledForEach, now, cancel);
            if (called.Count > 0) need.CallUp(emergency.EmergencyId, called, now);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
