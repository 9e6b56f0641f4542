using Governance.Events.Party.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>The home organisation gets a receipt; whoever registers at the community has no rights there (decision 0008).</summary>
internal sealed class OnMemberReportedIn(ReceiptDesk receipts) : IConsumer<MemberReportedIn>
{
    public Task Consume(ConsumeContext<MemberReportedIn> context) => receipts.SendAsync(context.Message.ReportInId, null, context.CancellationToken);
}
