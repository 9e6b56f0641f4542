using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class DoVisit(WelfareDb db, VisitDesk desk, PersonDesk people, VisitWire wire)
{
    public async Task<Wire.Visit> Handle(Wire.DoVisitRequest request, CancellationToken cancel)
    {
        var visit = await desk.FindAsync(request.Id, request.Etag, new Check().Known("outcome", request.Outcome).Text("findings", request.Findings, 1000), cancel);
        visit.Do((VisitOutcome)request.Outcome, wire.Seal(request.Findings), people.Today, people.Me);
        return await db.SaveAsync(() => VisitWire.Of(visit), cancel);
    }
}
