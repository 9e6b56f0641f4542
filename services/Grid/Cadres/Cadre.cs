using Governance.Messaging;

namespace Governance.Grid.Cadres;

// The numbers are those of the proto.
internal enum CadreKind { Town = 1, Community }

/// <summary>Who backs a grid, from when to when. Of a kind a grid has one at a time: a constraint.</summary>
internal sealed class Cadre : Aggregate
{
    private Cadre() { }

    public CadreKind Kind { get; private init; }

    /// <summary>Sealed.</summary>
    public byte[] Name { get; private init; } = [];

    /// <summary>Sealed.</summary>
    public byte[] Phone { get; private init; } = [];
    public DateTimeOffset StartAt { get; private init; }
    public DateTimeOffset? EndAt { get; private set; }

    public static Cadre Assign(string grid, CadreKind kind, byte[] name, byte[] phone, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = grid, Kind = kind, Name = name, Phone = phone, StartAt = at };

    public void Release(DateTimeOffset at)
    {
        if (EndAt is not null) throw CadreRefusals.Released();
        EndAt = at;
    }
}
