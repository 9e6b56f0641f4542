using Governance.Events.Volunteers.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>Volunteers says which volunteer a member who reported in is: services that waited for it are told now.</summary>
internal sealed class OnMemberRecognized(PartyDb db, ServiceNews news) : IConsumer<MemberRecognized>
{
    public async Task Consume(ConsumeContext<MemberRecognized> context)
    {
        var (recognized, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await news.RecognizeAsync(recognized.MemberId, recognized.VolunteerId, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
