using Governance.Messaging;
using Governance.PartyBuilding.Establishment;

namespace Governance.PartyBuilding.Compounds;

/// <summary>A company that serves compounds; once in the province, by its credit code.</summary>
internal sealed class PropertyCompany : Aggregate
{
    private PropertyCompany() { }

    public string Name { get; private init; } = "";
    public string CreditCode { get; private init; } = "";
    public Guid? OrganizationId { get; private init; }

    public static PropertyCompany Register(string area, string name, string creditCode, Guid? organizationId, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Name = name, CreditCode = creditCode, OrganizationId = organizationId };
}

/// <summary>That a company serves a compound; one at a time, by a constraint.</summary>
internal sealed class PropertyContract : Aggregate
{
    private PropertyContract() { }

    public Guid PlaceId { get; private init; }
    public Guid CompanyId { get; private init; }
    public DateOnly StartsOn { get; private init; }
    public DateOnly EndsOn { get; private init; }
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The compound again until somebody ends it: a contract that has run out is served on until another is signed, and is ended then.</summary>
    public Guid? RunningPlaceId { get; private set; }

    public static PropertyContract Sign(Place compound, PropertyCompany with, DateOnly from, DateOnly until, DateTimeOffset at)
    {
        CompoundRefusals.MustBeOpen(compound);
        return new PropertyContract { Id = Guid.CreateVersion7(at), Area = compound.Area, PlaceId = compound.Id, CompanyId = with.Id, StartsOn = from, EndsOn = until, RunningPlaceId = compound.Id };
    }

    public void End(DateOnly on, DateOnly today)
    {
        if (EndedOn is not null) throw CompoundRefusals.ContractEnded();
        // One that was signed ahead is given up on any day before it begins.
        if (on < StartsOn && StartsOn <= today) throw CompoundRefusals.EndsBeforeItBegins(StartsOn);
        (EndedOn, RunningPlaceId) = (on, null);
    }
}
