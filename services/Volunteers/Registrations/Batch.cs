using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Registrations;

/// <summary>A file of registrations, taken part by part. Its next line says what is safely in.</summary>
internal sealed class Batch : Aggregate
{
    private Batch() { }

    public string StartedBy { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset LastAt { get; private set; }
    public long NextLine { get; private set; }
    public long Registered { get; private set; }
    public long Known { get; private set; }
    public long Refused { get; private set; }

    public static Batch Begin(Guid id, string area, string by, DateTimeOffset at) => new() { Id = id, Area = area, StartedBy = by, StartedAt = at, LastAt = at, NextLine = 1 };

    private const int MostInEvent = 2_000;

    /// <summary>Lines are in, all of them.</summary>
    public void Take(int lines, IReadOnlyList<(Guid Id, string Home)> registered, int known, int refused, DateTimeOffset at)
    {
        (NextLine, Registered, Known, Refused, LastAt) = (NextLine + lines, Registered + registered.Count, Known + known, Refused + refused, at);
        foreach (var some in registered.Chunk(MostInEvent)) Raise(new VolunteersImported(Id, Area, [.. some.Select(r => r.Id)], [.. some.Select(r => r.Home)], at));
    }
}

/// <summary>Why a row was not registered.</summary>
[Nationwide("reached only through its batch, which is area-scoped")]
internal sealed class RowVerdict
{
    public Guid BatchId { get; init; }
    public long Line { get; init; }
    public bool Known { get; init; }
    public Guid? VolunteerId { get; init; }
    public List<string> Problems { get; init; } = [];
}
