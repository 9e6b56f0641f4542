using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ConfirmUndertaking(PartyDb db, ReportInDesk desk, ServiceNews news)
{
    public async Task<Wire.Undertaking> Handle(Wire.ConfirmUndertakingRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("feedback", request.Feedback, 500, min: 4);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var undertaking = await desk.FindUndertakingAsync(request.Id, request.Etag, check, cancel);
        var reported = await db.ReportIns.AsNoTracking().FirstAsync(r => r.Id == undertaking.ReportInId, cancel);
        var entries = undertaking.Confirm(reported, desk.SealFeedback(request.Feedback.Trim()), desk.Now);
        db.AddRange(entries);
        await news.TellAsync(undertaking, entries, cancel);
        var reply = await desk.SaveAsync(undertaking, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
