using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListCaseSteps(WelfareDb db, CaseDesk desk)
{
    public async Task<Wire.ListCaseStepsResponse> Handle(Wire.ListCaseStepsRequest request, CancellationToken cancel)
    {
        var found = await desk.LookAsync(request.Id, request.Purpose, new Check(), cancel);
        var steps = await db.CaseSteps.AsNoTracking().Where(s => s.CaseId == found.Id).OrderBy(s => s.Number).ToListAsync(cancel);
        var reply = new Wire.ListCaseStepsResponse();
        reply.Steps.AddRange(steps.Select(s => new Wire.CaseStep { Kind = (Wire.CaseStepKind)s.Kind, Time = s.At.ToTimestamp(), By = s.By }));
        return await db.SaveAsync(() => reply, cancel);
    }
}
