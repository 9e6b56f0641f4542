using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.People;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Emergencies;

/// <summary>Who of concern lives where it happens, listed within seconds. Once an emergency, however often it is told and under whatever id.</summary>
internal sealed class OnEmergencyActivated(WelfareDb db, VulnerableRows rows, DivisionMap map, TimeProvider clock) : IConsumer<EmergencyActivated>
{
    public async Task Consume(ConsumeContext<EmergencyActivated> context)
    {
        var (happened, cancel) = (context.Message, context.CancellationToken);
        if (!Area.TryParse(await map.NowAsync(happened.Area, cancel), out var place)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Written before its list, whose rows name it.
        if (!await rows.OpenAsync(happened.EmergencyId, place.Code, happened.Kind, happened.Level, happened.At, cancel)) return;
        var emergency = await db.Emergencies.FirstAsync(e => e.Id == happened.EmergencyId, cancel);
        emergency.List(await rows.ListAsync(emergency.Id, place, Concerns.BornForAged80(clock.Today()), cancel), clock.GetUtcNow());
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
