using Governance.Events.Party.V1;
using Governance.Messaging;

namespace Governance.PartyBuilding.Members;

/// <summary>A roster that is entered part by part. Its next line says what is safely in.</summary>
internal sealed class MemberBatch : Aggregate
{
    private MemberBatch() { }

    public string StartedBy { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset LastAt { get; private set; }
    public long NextLine { get; private set; }
    public long Entered { get; private set; }
    public long Known { get; private set; }
    public long Refused { get; private set; }

    public static MemberBatch Begin(Guid id, string area, string by, DateTimeOffset at) => new() { Id = id, Area = area, StartedBy = by, StartedAt = at, LastAt = at, NextLine = 1 };

    /// <summary>A part is in, whole.</summary>
    public void Take(int lines, IReadOnlyList<(Guid Id, Guid OrganizationId, MemberState State)> entered, int known, int refused, DateTimeOffset at)
    {
        (NextLine, Entered, Known, Refused, LastAt) = (NextLine + lines, Entered + entered.Count, Known + known, Refused + refused, at);
        if (entered.Count > 0) Raise(new MembersImported(Id, Area, [.. entered.Select(e => e.Id)], [.. entered.Select(e => e.OrganizationId)], [.. entered.Select(e => e.State.ToString())], at));
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
