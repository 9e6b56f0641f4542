using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class RevokeTraining(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Training> Handle(Wire.RevokeTrainingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var volunteerId = await db.Trainings.Where(t => t.Id == id).Select(t => (Guid?)t.VolunteerId).FirstOrDefaultAsync(cancel) ?? throw TrainingRefusals.NotFound(request.Id);
        var name = await desk.NameAsync(volunteerId, cancel) ?? throw TrainingRefusals.NotFound(request.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever certifies or revokes another of the volunteer's comes before or after.
        await desk.HoldAsync([volunteerId], cancel);
        var training = await db.Trainings.FirstOrDefaultAsync(t => t.Id == id, cancel) ?? throw TrainingRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, training.Version);
        var before = !training.Stands ? null : await db.Trainings.Where(t => t.VolunteerId == volunteerId && t.CourseCode == training.CourseCode && t.Id != id && t.RevokedAt == null)
            .OrderByDescending(t => t.TrainDate).ThenByDescending(t => t.Id).FirstOrDefaultAsync(cancel);
        training.Revoke(desk.Seal(request.Reason), before, desk.Now);
        var course = await db.Courses.Where(c => c.Code == training.CourseCode).Select(c => c.Name).FirstAsync(cancel);
        var reply = await db.SaveAsync(() => desk.Of(training, course, name), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
