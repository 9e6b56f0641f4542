using Governance.Events.Grid.V1;
using MassTransit;

namespace Governance.Volunteers.Activities;

/// <summary>An emergency opens a need for trained volunteers in the division that is hit; the centre matches and publishes from there.</summary>
internal sealed class OnEmergencyActivated(VolunteersDb db, TimeProvider clock) : IConsumer<EmergencyActivated>
{
    private static readonly TimeSpan FirstDays = TimeSpan.FromDays(3);

    public async Task Consume(ConsumeContext<EmergencyActivated> context)
    {
        var emergency = context.Message;
        var headcount = emergency.Level switch { 1 => 500, 2 => 200, 3 => 100, _ => 50 };
        db.Add(Need.Open(emergency.Area, NeedSource.Emergency, emergency.EmergencyId, "突发事件应急志愿服务", ["disaster-relief"], headcount, emergency.At, emergency.At + FirstDays, clock.GetUtcNow()));
        await db.SaveAsync(context.CancellationToken);
    }
}
