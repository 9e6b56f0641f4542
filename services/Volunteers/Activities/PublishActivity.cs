using Governance.Rpc;
using Governance.Volunteers.Protection;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.Teams;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class PublishActivity(VolunteersDb db, RegistrationDesk desk, TeamDesk teams, ProtectionDesk protection)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public async Task<Wire.Activity> Handle(Wire.PublishActivityRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("title", request.Title, 100, min: 2).Text("place", request.Place, 200).Few("shifts", request.Shifts.Count, 50, min: 1);
        await desk.CheckHomeAsync(check, request.DivisionCode, cancel);
        var skills = Skills.Read(check, request.Skills, max: 10);
        for (var i = 0; i < request.NeedsCover.Count; i++)
        {
            check.Known($"needs_cover[{i}]", request.NeedsCover[i]).That(!request.NeedsCover.Take(i).Contains(request.NeedsCover[i]), $"needs_cover[{i}]", "TWICE", "重复");
        }
        var trainings = await protection.ReadCoursesAsync(check, request.RequiredTrainings, "required_trainings", cancel);
        if (request.Point is { } point) check.Within("point.latitude", point.Latitude, 18, 54).Within("point.longitude", point.Longitude, 73, 136);
        var (needId, teamId) = (Guid.Empty, Guid.Empty);
        if (request.NeedId.Length > 0) check.Id("need_id", request.NeedId, out needId);
        if (request.TeamId.Length > 0) check.Id("team_id", request.TeamId, out teamId);
        var shifts = new List<(DateTimeOffset, DateTimeOffset, int)>();
        for (var i = 0; i < request.Shifts.Count; i++)
        {
            var shift = request.Shifts[i];
            check.Within($"shifts[{i}].capacity", shift.Capacity, 1, 10_000);
            if (shift.StartTime is null || shift.StartTime.ToDateTimeOffset() < desk.Now) check.Broken($"shifts[{i}].start_time", "PAST", "应不早于现在");
            else if (shift.EndTime is null || shift.EndTime <= shift.StartTime || shift.EndTime.ToDateTimeOffset() - shift.StartTime.ToDateTimeOffset() > Longest) check.Broken($"shifts[{i}].end_time", "NOT_A_SPAN", "应晚于开始时间，且不超过 12 小时");
            else shifts.Add((shift.StartTime.ToDateTimeOffset(), shift.EndTime.ToDateTimeOffset(), shift.Capacity));
        }
        check.OrThrow();
        if (needId != Guid.Empty)
        {
            var need = await db.Needs.FirstOrDefaultAsync(n => n.Id == needId, cancel) ?? throw ActivityRefusals.NeedNotFound(request.NeedId);
            need.Plan();
            // Whoever forgets to say it again must not send the untrained into a flood.
            trainings = [.. trainings.Union(need.RequiredTrainings).Order(StringComparer.Ordinal)];
        }
        if (teamId != Guid.Empty) (await teams.Seen.FirstOrDefaultAsync(t => t.Id == teamId, cancel) ?? throw TeamRefusals.NotFound(request.TeamId)).MustBeActive();
        var activity = Activity.Publish(new ActivityPlan(request.DivisionCode, request.Title.Trim(), request.Place.Trim(), request.Point?.Latitude, request.Point?.Longitude,
            needId == Guid.Empty ? null : needId, teamId == Guid.Empty ? null : teamId, skills, shifts,
            [.. request.NeedsCover.Select(k => (CoverKind)k).Order()], trainings), desk.Now);
        db.Add(activity);
        return await db.SaveAsync(activity.ToWire, cancel);
    }
}
