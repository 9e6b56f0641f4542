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
        var after = AfterKey(check, page);
        check.OrThrow();

        var state = request.State == Wire.VolunteerState.Unspecified ? VolunteerState.Active : (VolunteerState)request.State;
        var volunteers = db.Volunteers.AsNoTracking().Where(v => v.State == state);
        if (division is { } area) volunteers = volunteers.In(area);
        // Contains of a single one says "= any", which no index answers.
        if (skills.Count > 0) volunteers = volunteers.Where(v => skills.All(s => v.Skills.Contains(s)));
        string[] languages = [request.Language];
        if (request.Language.Length > 0) volunteers = volunteers.Where(v => languages.All(l => v.Languages.Contains(l)));
        if (request.MinStars > 0) volunteers = volunteers.Where(v => v.Stars >= request.MinStars);
        if (request.AvailableTime is { } at)
        {
            var bit = Volunteer.AvailableBit(at.Weekday, (int)at.Part);
            volunteers = volunteers.Where(v => (v.Available & bit) != 0);
        }
        if (after is { } last) volunteers = volunteers.Where(v => EF.Functions.LessThan(ValueTuple.Create(v.Area, v.Id), ValueTuple.Create(last.Area, last.Id)));
        // Planned for what is asked: one in a thousand has this skill, one in four that, and a prepared plan does not know which.
        await using var transaction = await db.PlannedAnewAsync(cancel);
        // Community by community: the caller's area is one stretch of that index. Newest first over all of it would walk through the whole province for what is rare here (31 s at fourteen million).
        var rows = await volunteers.OrderByDescending(v => v.Area).ThenByDescending(v => v.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.SearchVolunteersResponse();
        foreach (var volunteer in rows.Take(page.Size)) reply.Volunteers.Add(await wire.OfAsync(volunteer, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].Area} {rows[page.Size - 1].Id}");
        return reply;
    }

    private static (string Area, Guid Id)? AfterKey(Check check, Page page)
    {
        if (page.After is not { } key) return null;
        var id = Guid.Empty;
        var read = key.Split(' ') is [_, var text] && Guid.TryParse(text, out id);
        check.That(read, "page_token", "WRONG_TOKEN", "翻页标记无效");
        return (key.Split(' ')[0], id);
    }
}
