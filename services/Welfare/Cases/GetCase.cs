using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class GetCase(WelfareDb db, CaseDesk desk, CaseWire wire, TransferDesk transfers)
{
    public async Task<Wire.Case> Handle(Wire.GetCaseRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Known("purpose", request.Purpose).OrThrow();
        if (!await db.Cases.AnyAsync(c => c.Id == id, cancel) && await transfers.StubOfAsync(id, cancel) is { } stub)
        {
            db.AuditRead(id, stub.FromArea, request.Purpose.ToString());
            return await db.SaveAsync(() => new Wire.Case { Id = request.Id, DivisionCode = stub.FromArea, State = Wire.CaseState.Transferred, TransferId = stub.Id.ToString() }, cancel);
        }
        var found = await desk.LookAsync(request.Id, request.Purpose, new Check(), cancel);
        var summary = await db.CaseNotes.AsNoTracking().FirstOrDefaultAsync(n => n.CaseId == id && n.IsSummary, cancel);
        var plan = await db.CasePlans.AsNoTracking().Where(p => p.CaseId == id).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancel);
        return await db.SaveAsync(() =>
        {
            var reply = wire.Of(found);
            (reply.Summary, reply.Plan) = (summary is null ? "" : wire.Open(summary), plan is null ? null : wire.Of(plan));
            return reply;
        }, cancel);
    }
}
