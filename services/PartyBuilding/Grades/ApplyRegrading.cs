using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ApplyRegrading(GradeDesk desk)
{
    public Task<Wire.Regrading> Handle(Wire.ApplyRegradingRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, async regrading => regrading.Apply(await desk.RowsAsync(regrading, cancel), desk.Now), cancel);
}
