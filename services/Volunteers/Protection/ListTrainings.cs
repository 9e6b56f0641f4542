using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class ListTrainings(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.ListTrainingsResponse> Handle(Wire.ListTrainingsRequest request, CancellationToken cancel)
    {
        var volunteerId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).Text("course_code", request.CourseCode, 40, min: 0);
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId, request.DivisionCode, request.CourseCode, request.ShowAll);
        var after = page.AfterId(check);
        check.OrThrow();

        var (trainings, today) = (db.Trainings.AsNoTracking(), desk.Today);
        if (request.VolunteerId.Length > 0) trainings = trainings.Where(t => t.VolunteerId == volunteerId);
        if (division is { } area) trainings = trainings.In(area);
        if (request.CourseCode.Length > 0) trainings = trainings.Where(t => t.CourseCode == request.CourseCode);
        if (!request.ShowAll) trainings = trainings.Where(t => t.RenewedAt == null && t.RevokedAt == null && (t.UntilDate == null || t.UntilDate > today));
        if (after is { } last) trainings = trainings.Where(t => t.Id < last);
        // Planned for what is asked: one course has a hundred thousand who stand in it, the next has ten.
        await using var transaction = await db.PlannedAnewAsync(cancel);
        var rows = await (from training in trainings
                          join course in db.Courses on training.CourseCode equals course.Code
                          join volunteer in desk.People on training.VolunteerId equals volunteer.Id
                          orderby training.Id descending
                          select new { training, Course = course.Name, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTrainingsResponse();
        reply.Trainings.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.training, r.Course, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].training.Id.ToString());
        return reply;
    }
}
