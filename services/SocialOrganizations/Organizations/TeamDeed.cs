using Governance.Access;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>
/// What somebody did with the team that is the organisation, as Volunteers has recorded it: once a record, by its key. What the team did before it applied here is not kept. Of whoever served nothing is known here.
/// </summary>
internal sealed class TeamDeed : IAreaScoped
{
    public Guid RecordId { get; init; }
    public Guid OrganizationId { get; set; }

    /// <summary>The team, as long as staff only say that it is theirs: it counts for nobody, and goes to whom the office confirms it for. Null = it counts.</summary>
    public Guid? ClaimedTeamId { get; set; }

    /// <summary>Community where it was served.</summary>
    public string Area { get; set; } = "";
    public Guid? ActivityId { get; set; }
    public DateOnly On { get; set; }
    public int Minutes { get; set; }

    /// <summary>It was taken back, and counts no more. Its own news may still be on the way.</summary>
    public bool Corrected { get; set; }
}
