using Governance.Access;
using Governance.Grid.Emergencies;
using Governance.Messaging;

namespace Governance.Grid.Supplies;

/// <summary>Where people are taken in.</summary>
internal sealed class Shelter : Aggregate
{
    private Shelter() { }

    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public int Capacity { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public static Shelter SetUp(string area, ShelterChange first, DateTimeOffset at)
    {
        var shelter = new Shelter { Id = Guid.CreateVersion7(at), Area = area };
        shelter.Update(first);
        return shelter;
    }

    public void Update(ShelterChange change)
    {
        MustBeOpen();
        (Name, Address, Capacity) = (change.Name ?? Name, change.Address ?? Address, change.Capacity ?? Capacity);
        if (change.Moves) (Latitude, Longitude) = (change.Latitude, change.Longitude);
    }

    public void Close(bool holdsSupplies, DateTimeOffset at)
    {
        MustBeOpen();
        if (holdsSupplies) throw SupplyRefusals.ShelterHasSupplies();
        ClosedAt = at;
    }

    public void MustBeOpen()
    {
        if (ClosedAt is not null) throw SupplyRefusals.ShelterClosed();
    }
}

/// <summary>What is to change; null = stays. The point is optional, so that whether it changes is said beside it.</summary>
internal sealed record ShelterChange(string? Name, string? Address, int? Capacity, bool Moves, double? Latitude, double? Longitude);

/// <summary>Something that is kept for emergencies. Its amount is counted by the database under the lock of the row, see <see cref="SupplyLedger"/>; it is the sum of its postings.</summary>
internal sealed class Supply : Aggregate
{
    private Supply() { }

    public Guid? ShelterId { get; private init; }
    public string Name { get; private init; } = "";
    public string Measure { get; private init; } = "";
    public int LeastAmount { get; private init; }
    public long Amount { get; private init; }

    public static Supply Enter(string area, Shelter? shelter, string name, string measure, int least, DateTimeOffset at)
    {
        shelter?.MustBeOpen();
        return new Supply { Id = Guid.CreateVersion7(at), Area = shelter?.Area ?? area, ShelterId = shelter?.Id, Name = name, Measure = measure, LeastAmount = least };
    }
}

// The numbers are those of the proto.
internal enum SupplyPostingKind { Received = 1, Issued, WrittenOff }

/// <summary>A movement of stock: never changed.</summary>
internal sealed class SupplyPosting : IAreaScoped
{
    private SupplyPosting() { }

    public Guid Id { get; private init; }
    public string Area { get; private init; } = "";
    public Guid SupplyId { get; private init; }
    public SupplyPostingKind Kind { get; private init; }
    public int Amount { get; private init; }
    public long Balance { get; private init; }
    public Guid? EmergencyId { get; private init; }
    public string Reason { get; private init; } = "";
    public DateTimeOffset PostedAt { get; private init; }

    public static int Signed(SupplyPostingKind kind, int amount) => kind == SupplyPostingKind.Received ? amount : -amount;

    public static SupplyPosting Of(Supply supply, SupplyPostingKind kind, int amount, long balance, Emergency? emergency, string reason, DateTimeOffset at)
    {
        emergency?.MustBeActive();
        return new SupplyPosting
        {
            Id = Guid.CreateVersion7(at), Area = supply.Area, SupplyId = supply.Id, Kind = kind, Amount = amount, Balance = balance, EmergencyId = emergency?.Id, Reason = reason, PostedAt = at,
        };
    }
}
