using Governance.Messaging;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.Coverage;

internal enum TwoNewKind { Economic = 1, Social }

/// <summary>A new economic or social organisation. A social one has the id under which it was registered, so that it is here once however often that is told.</summary>
internal sealed class TwoNewUnit : Aggregate
{
    private TwoNewUnit() { }

    public TwoNewKind Kind { get; private init; }

    /// <summary>Null for one that another service registered: its name is asked for there.</summary>
    public string? Name { get; private init; }

    public Guid? OrganizationId { get; private set; }
    public Guid? InstructorId { get; private set; }

    /// <summary>When a social organisation was told to be no more. It stays as a row, which nobody sees: its beginning and who leads it come by other queues, perhaps later, and would bring it back.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static TwoNewUnit Enter(string area, TwoNewKind kind, string name, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Name = name };

    public static TwoNewUnit Registered(Guid id, string area) => new() { Id = id, Area = area, Kind = TwoNewKind.Social };

    public void End(DateTimeOffset at)
    {
        EndedAt ??= at;
        (OrganizationId, InstructorId) = (null, null);
    }

    /// <summary>What is null covers it no more.</summary>
    public void Cover(Organization? by, Guid? instructorId)
    {
        by?.MustBeActive();
        (OrganizationId, InstructorId) = (by?.Id, instructorId);
    }
}
