using Governance.Access;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ApproveRegrading(GradeDesk desk, Caller caller)
{
    public Task<Wire.Regrading> Handle(Wire.ApproveRegradingRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, regrading =>
    {
        regrading.Approve(caller.Subject, desk.Now);
        return Task.CompletedTask;
    }, cancel);
}
