using Governance.Events.Volunteers.V1;
using Governance.Messaging;
using Governance.Volunteers.Registrations;

namespace Governance.Volunteers.Teams;

internal enum TeamKind { PartyMembers = 1, Veterans, Youth, Emergency, Medical, General }

internal enum TeamState { Active = 1, Disbanded }

/// <summary>A team of volunteers. Its leader is one of its members; who belongs to it, once each, is <see cref="TeamMember"/>.</summary>
internal sealed class Team : Aggregate
{
    // 中共党员, as the wire has it.
    private const int PartyMember = 3;

    private Team() { }

    public string Name { get; private set; } = "";
    public TeamKind Kind { get; private init; }
    public TeamState State { get; private set; }

    /// <summary>Null when the leader has left the registry and no other is appointed yet.</summary>
    public Guid? LeaderId { get; private set; }

    /// <summary>Social organisation that it is filed with.</summary>
    public Guid? OrganizationId { get; private set; }
    public DateTimeOffset? FiledAt { get; private set; }

    /// <summary>When it was last told that it is that organisation's no more.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }
    public DateTimeOffset FoundedAt { get; private init; }
    public DateTimeOffset? DisbandedAt { get; private set; }

    public static Team Found(string area, string name, TeamKind kind, Guid leaderId, DateTimeOffset at)
    {
        var team = new Team { Id = Guid.CreateVersion7(at), Area = area, Name = name, Kind = kind, State = TeamState.Active, FoundedAt = at };
        team.Raise(new TeamFounded(team.Id, area, kind.ToString(), at));
        team.Lead(leaderId, at);
        return team;
    }

    public void Rename(string name)
    {
        MustBeActive();
        Name = name;
    }

    /// <summary>The volunteer is one of the members: the slice has found that under the team's lock.</summary>
    public void Appoint(Guid leaderId, DateTimeOffset at)
    {
        MustBeActive();
        if (LeaderId == leaderId) throw TeamRefusals.LeadsAlready();
        Lead(leaderId, at);
    }

    public void Disband(DateTimeOffset at)
    {
        MustBeActive();
        (State, DisbandedAt) = (TeamState.Disbanded, at);
        Raise(new TeamDisbanded(Id, Area, at));
    }

    /// <summary>
    /// Filed with a social organisation; the same again changes nothing. A team that is another organisation's stays with it, unless the office over there has confirmed, later, that it is this one's now: it confirms no team
    /// for two organisations that live. What is told late or again takes nothing back.
    /// </summary>
    /// <returns>Whether it is filed with this organisation.</returns>
    public bool File(Guid organizationId, bool confirmed, DateTimeOffset at)
    {
        if (OrganizationId == organizationId) return true;
        if (OrganizationId is not null && !(confirmed && at > FiledAt) || at < ReleasedAt) return false;
        (OrganizationId, FiledAt) = (organizationId, at);
        return true;
    }

    /// <summary>It is that organisation's no more. What is told late, and was so before it was filed with it again, takes nothing away.</summary>
    public void Release(Guid organizationId, DateTimeOffset at)
    {
        if (OrganizationId != organizationId || at < FiledAt) return;
        (OrganizationId, FiledAt, ReleasedAt) = (null, null, at);
    }

    /// <summary>The leader is no longer a volunteer.</summary>
    public void LoseLeader() => LeaderId = null;

    public void MustBeActive()
    {
        if (State == TeamState.Disbanded) throw TeamRefusals.IsDisbanded();
    }

    /// <summary>Refuses unless the volunteer may belong to a team of this kind.</summary>
    public void MustTake(Volunteer volunteer)
    {
        volunteer.MustBeActive();
        if (Kind == TeamKind.Veterans && !volunteer.Veteran) throw TeamRefusals.NotAVeteran();
        if (Kind == TeamKind.PartyMembers && volunteer.PoliticalStatus != PartyMember) throw TeamRefusals.NotAPartyMember();
    }

    private void Lead(Guid leaderId, DateTimeOffset at)
    {
        LeaderId = leaderId;
        Raise(new TeamLeaderAppointed(Id, Area, leaderId, at));
    }
}
