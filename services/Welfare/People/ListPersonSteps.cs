using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class ListPersonSteps(WelfareDb db, PersonDesk desk)
{
    public async Task<Wire.ListPersonStepsResponse> Handle(Wire.ListPersonStepsRequest request, CancellationToken cancel)
    {
        var person = await desk.LookAsync(request.Id, request.Purpose, new Check(), cancel);
        var ids = await desk.IdsOfAsync(person, cancel);
        var steps = await db.PersonSteps.Where(s => ids.Contains(s.PersonId)).OrderBy(s => s.At).ThenBy(s => s.Number).ToListAsync(cancel);
        var reply = new Wire.ListPersonStepsResponse();
        reply.Steps.AddRange(steps.Select(s => new Wire.PersonStep
        {
            Kind = (Wire.PersonStepKind)s.Kind, Time = s.At.ToTimestamp(), By = s.By, OtherPersonId = s.OtherId?.ToString() ?? "", PersonId = s.PersonId.ToString(),
        }));
        return await db.SaveAsync(() => reply, cancel);
    }
}
