using Governance.Events.Party.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>The year's appraisal goes back to the home organisation.</summary>
internal sealed class OnReportInAppraised(ReceiptDesk receipts) : IConsumer<ReportInAppraised>
{
    public Task Consume(ConsumeContext<ReportInAppraised> context) => receipts.SendAsync(context.Message.ReportInId, context.Message.AppraisalId, context.CancellationToken);
}
