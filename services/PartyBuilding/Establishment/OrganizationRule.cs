using Governance.Messaging;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.Establishment;

/// <summary>What holds for a kind of organisation in a division and below, from a day on. Never changed: a later rule takes over.</summary>
internal sealed class OrganizationRule : Aggregate
{
    private OrganizationRule() { }

    public OrganizationKind Kind { get; private init; }

    /// <summary>Null = for every seat without a rule of its own.</summary>
    public OrganizationSeat? Seat { get; private init; }

    public int MinFullMembers { get; private init; }
    public int TermYears { get; private init; }
    public int MaxExtensionMonths { get; private init; }
    public int RemindMonths { get; private init; }
    public DateOnly Since { get; private init; }

    public static OrganizationRule Set(string area, OrganizationKind kind, OrganizationSeat? seat, int minFullMembers, int termYears, int maxExtensionMonths, int remindMonths, DateOnly since, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Seat = seat, MinFullMembers = minFullMembers, TermYears = termYears, MaxExtensionMonths = maxExtensionMonths, RemindMonths = remindMonths, Since = since,
    };
}
