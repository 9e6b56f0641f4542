using Governance.Rpc;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class OpenNeed(VolunteersDb db, RegistrationDesk desk, ProtectionDesk protection)
{
    public async Task<Wire.Need> Handle(Wire.OpenNeedRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("text", request.Text, 500).Within("headcount", request.Headcount, 1, 10_000);
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        var skills = Skills.Read(check, request.Skills, max: 10);
        var trainings = await protection.ReadCoursesAsync(check, request.RequiredTrainings, "required_trainings", cancel);
        check.That(request.StartTime is not null, "start_time", "REQUIRED", "不能为空")
            .That(request.EndTime is not null && (request.StartTime is null || request.EndTime > request.StartTime) && request.EndTime.ToDateTimeOffset() > desk.Now, "end_time", "NOT_AFTER_THE_START", "应晚于开始时间，且不早于现在")
            .OrThrow();
        var need = Need.Open(request.DivisionCode, NeedSource.Community, null, request.Text.Trim(), skills, request.Headcount, request.StartTime!.ToDateTimeOffset(), request.EndTime!.ToDateTimeOffset(), desk.Now, trainings);
        db.Add(need);
        return await db.SaveAsync(need.ToWire, cancel);
    }
}
