using Governance.Events.Party.V1;
using Governance.Messaging;

namespace Governance.PartyBuilding.Members;

internal enum BatchKind { Members = 1, TeamMembers, Workers }

/// <summary>A roster that is entered part by part, of members, of committees or of workers. Its next line says what is safely in.</summary>
internal sealed class MemberBatch : Aggregate
{
    private MemberBatch() { }

    public BatchKind Kind { get; private init; }
    public string StartedBy { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset LastAt { get; private set; }
    public long NextLine { get; private set; }
    public long Entered { get; private set; }
    public long Known { get; private set; }
    public long Refused { get; private set; }

    public static MemberBatch Begin(Guid id, string area, BatchKind kind, string by, DateTimeOffset at) => new() { Id = id, Area = area, Kind = kind, StartedBy = by, StartedAt = at, LastAt = at, NextLine = 1 };

    public void MustBe(BatchKind kind)
    {
        if (Kind != kind) throw MemberRefusals.OtherKind();
    }

    /// <summary>A part is in, whole.</summary>
    public void Take(int lines, Intake rows, int refused, DateTimeOffset at)
    {
        (NextLine, Entered, Known, Refused, LastAt) = (NextLine + lines, Entered + rows.Entered, Known + rows.Known.Count, Refused + refused, at);
        // Told where they are: a batch of the province is for communities whose readers see nothing of the province.
        foreach (var there in rows.Members.GroupBy(m => m.Area)) RaiseIn(there.Key, new MembersImported(Id, there.Key, [.. there.Select(e => e.Id)], [.. there.Select(e => e.OrganizationId)], [.. there.Select(e => e.State.ToString())], at));
    }
}

/// <summary>Why a row was not entered.</summary>
[Nationwide("reached only through its batch, which is area-scoped")]
internal sealed class MemberVerdict
{
    public Guid BatchId { get; init; }
    public long Line { get; init; }
    public bool Known { get; init; }
    public Guid? MemberId { get; init; }
    public List<string> Problems { get; init; } = [];
}
