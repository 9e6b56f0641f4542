using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.Regional;

/// <summary>The party organisation of a town or community and the units around it; one a division, by a constraint.</summary>
internal sealed class RegionalCommittee : Aggregate
{
    private RegionalCommittee() { }

    public Guid OrganizationId { get; private init; }
    public string Name { get; private init; } = "";
    public DateOnly EstablishedOn { get; private init; }

    /// <summary>The committee that it became one with when their communities did; then it is shown no more.</summary>
    public Guid? MergedIntoId { get; private init; }

    public static RegionalCommittee Establish(string area, Organization lead, string name, DateOnly on, DateTimeOffset at)
    {
        lead.MustBeActive();
        return new RegionalCommittee { Id = Guid.CreateVersion7(at), Area = area, OrganizationId = lead.Id, Name = name, EstablishedOn = on };
    }
}

/// <summary>A unit of a committee; under one name once at a time, by a constraint.</summary>
internal sealed class MemberUnit : Aggregate
{
    private MemberUnit() { }

    public Guid CommitteeId { get; private init; }
    public string Name { get; private init; } = "";
    public Guid? OrganizationId { get; private init; }
    public DateOnly JoinedOn { get; private init; }
    public DateOnly? LeftOn { get; private set; }

    public static MemberUnit Admit(RegionalCommittee to, string name, Guid? organizationId, DateOnly on, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = to.Area, CommitteeId = to.Id, Name = name, OrganizationId = organizationId, JoinedOn = on };

    public void Part(bool claimsUnderWay, DateOnly on)
    {
        MustBelong();
        if (claimsUnderWay) throw RegionalRefusals.ClaimsUnderWay();
        LeftOn = on;
    }

    public void MustBelong()
    {
        if (LeftOn is not null) throw RegionalRefusals.UnitLeft();
    }
}

/// <summary>Somebody of a member unit who sits on the committee; once at a time, by a constraint.</summary>
internal sealed class PartTimeMember : Aggregate
{
    private PartTimeMember() { }

    public Guid CommitteeId { get; private init; }
    public Guid UnitId { get; private init; }
    public Guid MemberId { get; private init; }
    public DateOnly SeatedOn { get; private init; }
    public DateOnly? UnseatedOn { get; private set; }

    public static PartTimeMember Seat(MemberUnit of, Member who, DateOnly on, DateTimeOffset at)
    {
        of.MustBelong();
        who.MustBeHere();
        if (who.State < MemberState.Probationary) throw RegionalRefusals.NotAMember();
        return new PartTimeMember { Id = Guid.CreateVersion7(at), Area = of.Area, CommitteeId = of.CommitteeId, UnitId = of.Id, MemberId = who.Id, SeatedOn = on };
    }

    public void Unseat(DateOnly on)
    {
        if (UnseatedOn is not null) throw RegionalRefusals.NotSeated();
        UnseatedOn = on;
    }
}

/// <summary>What a unit and the committee have agreed on, for a term.</summary>
internal sealed class Agreement : Aggregate
{
    private Agreement() { }

    public Guid CommitteeId { get; private init; }
    public Guid UnitId { get; private init; }
    public string Title { get; private init; } = "";
    public DateOnly StartsOn { get; private init; }
    public DateOnly EndsOn { get; private set; }
    public DateOnly? EndedOn { get; private set; }

    public static Agreement Sign(MemberUnit with, string title, DateOnly from, DateOnly until, DateTimeOffset at)
    {
        with.MustBelong();
        return new Agreement { Id = Guid.CreateVersion7(at), Area = with.Area, CommitteeId = with.CommitteeId, UnitId = with.Id, Title = title, StartsOn = from, EndsOn = until };
    }

    public void Renew(DateOnly until, DateOnly today)
    {
        MustLast(today);
        if (until <= EndsOn) throw RegionalRefusals.NotLater();
        EndsOn = until;
    }

    public void End(DateOnly today)
    {
        MustLast(today);
        EndedOn = today;
    }

    private void MustLast(DateOnly today)
    {
        if (EndedOn is not null || EndsOn < today) throw RegionalRefusals.AgreementEnded();
    }
}
