using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class ListTeamMembers(VolunteersDb db, TeamDesk desk)
{
    public async Task<Wire.ListTeamMembersResponse> Handle(Wire.ListTeamMembersRequest request, CancellationToken cancel)
    {
        Guid teamId = default, volunteerId = default;
        var check = new Check();
        if (request.TeamId.Length > 0) check.Id("team_id", request.TeamId, out teamId);
        if (request.VolunteerId.Length > 0) check.Id("volunteer_id", request.VolunteerId, out volunteerId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.TeamId, request.VolunteerId);
        var after = page.AfterId(check);
        check.OrThrow();

        var members = db.TeamMembers.AsNoTracking().Where(m => m.LeftAt == null);
        if (request.TeamId.Length > 0) members = members.Where(m => m.TeamId == teamId);
        if (request.VolunteerId.Length > 0) members = members.Where(m => m.VolunteerId == volunteerId);
        if (after is { } last) members = members.Where(m => m.Id < last);
        var rows = await (from member in members
                          join team in db.Everywhere<Team>("of a member that the caller sees") on member.TeamId equals team.Id
                          join volunteer in desk.People on member.VolunteerId equals volunteer.Id
                          orderby member.Id descending
                          select new { member, team, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTeamMembersResponse();
        reply.Members.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.member, r.team, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].member.Id.ToString());
        return reply;
    }
}
