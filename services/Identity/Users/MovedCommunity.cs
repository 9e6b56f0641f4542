namespace Governance.Identity.Users;

/// <summary>That one community, or one grid, went over to another, as Grid has told; kept, so that news that comes late finds where that one went since. Some thousands in a decade.</summary>
internal sealed class MovedCommunity
{
    public Guid ReorganizationId { get; init; }
    public string Former { get; init; } = "";
    public string Successor { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
