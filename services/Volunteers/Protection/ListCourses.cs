using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class ListCourses(VolunteersDb db)
{
    public async Task<Wire.ListCoursesResponse> Handle(Wire.ListCoursesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ShowRetired);
        check.OrThrow();

        var courses = db.Courses.AsNoTracking();
        if (!request.ShowRetired) courses = courses.Where(c => !c.Retired);
        if (page.After is { } last) courses = courses.Where(c => string.Compare(c.Code, last) > 0);
        var rows = await courses.OrderBy(c => c.Code).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCoursesResponse();
        reply.Courses.AddRange(rows.Take(page.Size).Select(ProtectionDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Code);
        return reply;
    }
}
