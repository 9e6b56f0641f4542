using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class EnterRecord(VolunteersDb db, RegistrationDesk desk, Caller caller)
{
    public async Task<Wire.ServiceRecord> Handle(Wire.EnterRecordRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("volunteer_id", request.VolunteerId, out var volunteerId)
            .That(request.Kind == "general" || Skills.All.ContainsKey(request.Kind), "kind", "UNKNOWN_SKILL", "应为 general 或一项技能的代码，见 ListSkills");
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        RecordTimes.Check(check, request.StartTime, request.EndTime, desk.Now);
        check.OrThrow();
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == volunteerId, cancel) ?? throw VolunteerRefusals.NotFound(request.VolunteerId);
        var record = ServiceRecord.Of(volunteer.Id, volunteer.Owner, request.DivisionCode, null, null, null, request.Kind, request.StartTime.ToDateTimeOffset(), request.EndTime.ToDateTimeOffset(), caller.Subject, desk.Now);
        db.Add(record);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.AddSpanAsync(record, cancel);
        var reply = await db.SaveAsync(record.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
