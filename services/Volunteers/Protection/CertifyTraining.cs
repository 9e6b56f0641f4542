using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class CertifyTraining(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Training> Handle(Wire.CertifyTrainingRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("volunteer_id", request.VolunteerId, out var volunteerId).Text("course_code", request.CourseCode, 40).Text("number", request.Number, 40, min: 2).Date("train_date", request.TrainDate, out var day);
        check.That(day <= desk.Today, "train_date", "NOT_YET", "不能晚于今天").OrThrow();
        var course = await db.Courses.AsNoTracking().FirstOrDefaultAsync(c => c.Code == request.CourseCode, cancel) ?? throw TrainingRefusals.NoCourse(request.CourseCode);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var volunteer = await desk.HoldAsync(volunteerId, cancel);
            volunteer.MustBeActive();
            // Under the volunteer's lock: of twenty who certify at once each renews the one before. Wherever it is: it follows whoever has just moved a moment later.
            var standing = await db.Everywhere<Training>("of a volunteer whom the caller sees").FirstOrDefaultAsync(t => t.VolunteerId == volunteerId && t.CourseCode == course.Code && t.RenewedAt == null && t.RevokedAt == null, cancel);
            var training = Training.Certify(course, standing, volunteer.Id, volunteer.Owner, volunteer.Home, request.Number.Trim(), day, desk.Recorder, desk.Now);
            db.Add(training);
            var reply = await db.SaveAsync(() => desk.Of(training, course.Name, volunteer.Person.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == TrainingTable.NumberOnce)
        {
            throw TrainingRefusals.NumberTaken();
        }
    }
}
