using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Workers;

internal sealed class EnterWorkerTraining(PartyDb db, WorkerDesk desk, OrganizationDesk days)
{
    public async Task<Wire.WorkerTraining> Handle(Wire.EnterWorkerTrainingRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Text("course", request.Course, 100, min: 2).Within("credits", request.Credits, 1, 200);
        var on = days.Past(check, "held_date", request.HeldDate);
        check.OrThrow();
        (await desk.FindAsync(id, cancel)).MustWork();
        var training = new WorkerTraining { Id = Guid.CreateVersion7(desk.Now), WorkerId = id, Course = request.Course.Trim(), HeldOn = on, Credits = request.Credits };
        db.Add(training);
        try
        {
            return await db.SaveAsync(() => WorkerDesk.Of(training), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == WorkerTrainingTable.Once)
        {
            throw WorkerRefusals.TrainingExists();
        }
    }
}
