using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>Who belongs to another organisation now lives where they lived: the new home organisation is told that they have reported in.</summary>
internal sealed class OnMemberTransferred(PartyDb db, ReceiptDesk receipts) : IConsumer<MemberTransferred>
{
    public async Task Consume(ConsumeContext<MemberTransferred> context)
    {
        var (member, cancel) = (context.Message.MemberId, context.CancellationToken);
        if (await db.ReportIns.Where(r => r.MemberId == member && r.State == ReportInState.Active).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancel) is { } reported) await receipts.SendAsync(reported, null, cancel);
    }
}
