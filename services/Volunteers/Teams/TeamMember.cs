using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;
using Governance.Volunteers.Registrations;

namespace Governance.Volunteers.Teams;

/// <summary>A volunteer who belongs to a team, or has belonged. Once at a time for each team and volunteer, by a constraint. It belongs where the team is.</summary>
internal sealed class TeamMember : Aggregate, IOwned
{
    private TeamMember() { }

    public Guid TeamId { get; private init; }
    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token.</summary>
    public string? Owner { get; private init; }

    // The team's division decides, not where the volunteer's token says.
    bool IOwned.OwnedAnywhere => true;

    public DateTimeOffset JoinedAt { get; private init; }
    public DateTimeOffset? LeftAt { get; private set; }

    public static TeamMember Of(Team team, Volunteer volunteer, DateTimeOffset at)
    {
        team.MustBeActive();
        team.MustTake(volunteer);
        var member = new TeamMember { Id = Guid.CreateVersion7(at), Area = team.Area, TeamId = team.Id, VolunteerId = volunteer.Id, Owner = volunteer.Owner, JoinedAt = at };
        member.Raise(new TeamMemberJoined(member.Id, team.Area, team.Id, volunteer.Id, at));
        return member;
    }

    public void Leave(DateTimeOffset at)
    {
        LeftAt = at;
        Raise(new TeamMemberParted(Id, Area, TeamId, VolunteerId, at));
    }
}
