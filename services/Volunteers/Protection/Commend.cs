using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class Commend(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Commendation> Handle(Wire.CommendRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("volunteer_id", request.VolunteerId, out var volunteerId).Text("organ", request.Organ, 100, min: 2).Known("level", request.Level).Text("title", request.Title, 100, min: 2)
            .Date("commend_date", request.CommendDate, out var day).Text("reference_number", request.ReferenceNumber, 60, min: 2);
        check.That(day <= desk.Today, "commend_date", "NOT_YET", "不能晚于今天").OrThrow();
        var document = new Document(request.Organ.Trim(), (CommendationLevel)request.Level, request.Title.Trim(), day, request.ReferenceNumber.Trim());
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            // Active or not: who has left was commended for what they did.
            var volunteer = await desk.HoldAsync(volunteerId, cancel);
            var commendation = Commendation.Enter(document, volunteer.Id, volunteer.Owner, volunteer.Home, desk.Recorder, desk.Now);
            db.Add(commendation);
            var reply = await db.SaveAsync(() => desk.Of(commendation, volunteer.Person.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CommendationTable.EnteredOnce)
        {
            throw CommendationRefusals.CommendedAlready();
        }
    }
}
