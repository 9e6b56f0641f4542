using Governance.Messaging;
using Governance.PartyBuilding.Establishment;

namespace Governance.PartyBuilding.Compounds;

internal enum ManagementRuleKind { Management = 1, Assembly, Committee }

/// <summary>A rule of a compound that is filed; of each kind one is in force, by a constraint.</summary>
internal sealed class ManagementRule : Aggregate
{
    private ManagementRule() { }

    public Guid PlaceId { get; private init; }
    public ManagementRuleKind Kind { get; private init; }
    public string Title { get; private init; } = "";
    public DateOnly AdoptedOn { get; private init; }

    /// <summary>What it says of the leadership of the Party organisation; null = nothing, which figures show.</summary>
    public string? PartyClause { get; private init; }

    public DateOnly FiledOn { get; private init; }

    /// <summary>Its kind again while it is in force: what is unique in a compound.</summary>
    public ManagementRuleKind? KindInForce { get; private set; }

    public static ManagementRule File(Place compound, ManagementRuleKind kind, string title, DateOnly adoptedOn, string? partyClause, DateOnly on, DateTimeOffset at)
    {
        CompoundRefusals.MustBeOpen(compound);
        return new ManagementRule { Id = Guid.CreateVersion7(at), Area = compound.Area, PlaceId = compound.Id, Kind = kind, Title = title, AdoptedOn = adoptedOn, PartyClause = partyClause, FiledOn = on, KindInForce = kind };
    }

    public void Supersede() => KindInForce = null;
}
