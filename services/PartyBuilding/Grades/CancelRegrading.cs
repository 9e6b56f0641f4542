using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class CancelRegrading(GradeDesk desk)
{
    public Task<Wire.Regrading> Handle(Wire.CancelRegradingRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, regrading =>
    {
        regrading.Cancel(desk.Now);
        return Task.CompletedTask;
    }, cancel);
}
