using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class SearchVolunteers(VolunteersDb db, VolunteerWire wire)
{
    public async Task<Wire.SearchVolunteersResponse> Handle(Wire.SearchVolunteersRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(request.Language.Length is 0 or 2 or 3, "language", "NOT_A_LANGUAGE", "应为两位或三位小写语种代码")
            .Within("min_stars", request.MinStars, 0, 5)
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var skills = Skills.Read(check, request.Skills, max: 5);
        if (request.AvailableTime is { } time) RegistrationDesk.CheckTime(check, "available_time", time);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, string.Join(',', skills), request.Language, request.MinStars, request.AvailableTime, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var state = request.State == Wire.VolunteerState.Unspecified ? VolunteerState.Active : (VolunteerState)request.State;
        var volunteers = db.Volunteers.AsNoTracking().Where(v => v.State == state);
        if (division is { } area) volunteers = volunteers.In(area);
        foreach (var skill in skills) volunteers = volunteers.Where(v => v.Skills.Contains(skill));
        if (request.Language.Length > 0) volunteers = volunteers.Where(v => v.Languages.Contains(request.Language));
        if (request.MinStars > 0) volunteers = volunteers.Where(v => v.Stars >= request.MinStars);
        if (request.AvailableTime is { } at)
        {
            var bit = Volunteer.AvailableBit(at.Weekday, (int)at.Part);
            volunteers = volunteers.Where(v => (v.Available & bit) != 0);
        }
        if (after is { } last) volunteers = volunteers.Where(v => v.Id < last);
        // Planned for what is asked: one in a thousand has this skill, one in four that, and a prepared plan does not know which.
        await using var transaction = await db.PlannedAnewAsync(cancel);
        var rows = await volunteers.OrderByDescending(v => v.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.SearchVolunteersResponse();
        foreach (var volunteer in rows.Take(page.Size)) reply.Volunteers.Add(await wire.OfAsync(volunteer, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
