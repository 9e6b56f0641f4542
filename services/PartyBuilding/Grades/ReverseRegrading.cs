using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ReverseRegrading(GradeDesk desk)
{
    public Task<Wire.Regrading> Handle(Wire.ReverseRegradingRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, async regrading => regrading.Reverse(await desk.RowsAsync(regrading, cancel), desk.Today, desk.Now), cancel);
}
