using Governance.Messaging;

namespace Governance.PartyBuilding.Musters;

/// <summary>An emergency of Grid's, with whom the Party had there when it was declared. It has the emergency's id, so that there is one however often it is told.</summary>
internal sealed class Muster : Aggregate
{
    private Muster() { }

    public string Kind { get; private init; } = "";
    public int Level { get; private init; }
    public DateTimeOffset BeganAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int Members { get; private init; }
    public int Units { get; private init; }
    public int Posts { get; private init; }

    public static Muster Of(Guid emergencyId, string area, string kind, int level, DateTimeOffset at, (int Members, int Units, int Posts) there) =>
        new() { Id = emergencyId, Area = area, Kind = kind, Level = level, BeganAt = at, Members = there.Members, Units = there.Units, Posts = there.Posts };

    public void End(DateTimeOffset at) => EndedAt ??= at;
}
