using Governance.Events.Party.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>As <see cref="OnMemberReportedIn"/>, for a unit's organisation.</summary>
internal sealed class OnUnitReportedIn(ReceiptDesk receipts) : IConsumer<UnitReportedIn>
{
    public Task Consume(ConsumeContext<UnitReportedIn> context) => receipts.SendAsync(context.Message.ReportInId, null, context.CancellationToken);
}
