using Governance.Messaging;

namespace Governance.Volunteers.Teams;

/// <summary>A social organisation that was told to be no more: its beginning comes by another queue, perhaps later, and no team is filed with it then.</summary>
[Nationwide("an id, and when it ended: a team of any area may have been filed with it")]
internal sealed class EndedOrganization
{
    public Guid Id { get; init; }
    public DateTimeOffset EndedAt { get; init; }
}
