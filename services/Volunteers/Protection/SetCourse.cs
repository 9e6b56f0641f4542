using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class SetCourse(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Course> Handle(Wire.SetCourseRequest request, CancellationToken cancel)
    {
        var wanted = request.Course ?? new Wire.Course();
        new Check().That(Course.IsCode(wanted.Code), "course.code", wanted.Code.Length == 0 ? "REQUIRED" : "NOT_A_CODE", "应为 2 至 40 位小写字母、数字或连字符").Text("course.name", wanted.Name, 50, min: 2)
            .Within("course.hours", wanted.Hours, 1, 1_000).Within("course.valid_months", wanted.ValidMonths, 0, 600).OrThrow();
        var province = desk.Province();
        try
        {
            var course = await db.Courses.FirstOrDefaultAsync(c => c.Code == wanted.Code, cancel);
            if (course is null) db.Add(course = Course.Of(wanted.Code, province, desk.Now));
            else Etag.Match(wanted.Etag, course.Version);
            course.Set(wanted.Name.Trim(), wanted.Hours, wanted.ValidMonths, wanted.Retired);
            return await db.SaveAsync(() => ProtectionDesk.Of(course), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CourseTable.OneOfACode)
        {
            throw Etag.Overtaken();
        }
    }
}
