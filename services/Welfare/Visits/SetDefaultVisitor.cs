using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class SetDefaultVisitor(WelfareDb db, PersonDesk people, VisitDesk desk, VisitRows visits, Caller caller)
{
    public async Task<Wire.DefaultVisitor> Handle(Wire.SetDefaultVisitorRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("kind", request.Kind).That(request.Kind != Wire.VisitorKind.Volunteer, "kind", "NOT_BY_DEFAULT", "志愿者须经本人同意逐一安排").Text("subject", request.Subject, 200, min: 0);
        await people.CheckHomeAsync(check, request.DivisionCode, cancel);
        check.OrThrow();
        caller.MustCover(request.DivisionCode);
        var (community, kind) = (request.DivisionCode, (VisitorKind)request.Kind);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (request.Subject.Length > 0) await desk.MustMayVisitAsync(request.Subject, kind, community, cancel);
        var visitor = await db.DefaultVisitors.FirstOrDefaultAsync(v => v.Area == community && v.Kind == kind, cancel);
        if (request.Subject.Length == 0)
        {
            if (visitor is not null) db.Remove(visitor);
        }
        else
        {
            if (visitor is null) db.Add(visitor = new DefaultVisitor { Area = community, Kind = kind });
            visitor.Subject = request.Subject;
        }
        var reply = await db.SaveAsync(() => new Wire.DefaultVisitor { DivisionCode = community, Kind = request.Kind, Subject = request.Subject }, cancel);
        await visits.HoldScheduleAsync(cancel);
        await visits.AssignDefaultsAsync(community, people.Today, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
