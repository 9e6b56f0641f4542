using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class EndReportIn(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ReportIn> Handle(Wire.EndReportInRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).That(request.End is Wire.ReportInEnd.Moved or Wire.ReportInEnd.Withdrawn, "end", "UNKNOWN_VALUE", "应为迁出或本人（单位）退出；其余由系统自动终止").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var reported = await desk.HoldAsync(id, cancel) ?? throw ReportInRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, reported.Version);
        reported.End((ReportInEnd)request.End, await db.Undertakings.AnyAsync(u => u.ReportInId == id && (u.State == UndertakingState.Taken || u.State == UndertakingState.Done), cancel), desk.Now);
        var reply = await desk.SaveAsync(reported, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
