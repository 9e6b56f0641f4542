using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.ReportIns;

internal enum ReportInKind { Member = 1, Unit }

internal enum ReportInState { Active = 1, Ended }

internal enum ServiceRefusal { Overlap = 1, MoreThanADay }

internal enum ReportInEnd { Moved = 1, Withdrawn, MembershipEnded, UnitDissolved }

/// <summary>
/// A member or a unit that has reported in at a community. It belongs to the community; the home organisation is told by a <see cref="Receipt"/>. One at a time for each member and each unit, by
/// constraints. It keeps no score, and nothing orders by what somebody has done.
/// </summary>
internal sealed class ReportIn : Aggregate
{
    private ReportIn() { }

    public ReportInKind Kind { get; private init; }
    public Guid? MemberId { get; private init; }

    /// <summary>The unit's organisation; null for a member, whose home is wherever they belong now.</summary>
    public Guid? OrganizationId { get; private init; }

    public List<string> Skills { get; private set; } = [];
    public ReportInState State { get; private set; }
    public DateTimeOffset ReportedAt { get; private init; }
    public ReportInEnd? EndKind { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The member's registration in Volunteers, since Volunteers has told it.</summary>
    public Guid? VolunteerId { get; private set; }

    public static ReportIn OfMember(Member member, Organization home, string community, List<string> skills, DateTimeOffset at)
    {
        member.MustBeHere();
        if (member.State < MemberState.Probationary) throw ReportInRefusals.NotAMember();
        if (home.Seat is OrganizationSeat.Community or OrganizationSeat.ResidentGroup or OrganizationSeat.Grid or OrganizationSeat.Compound && home.Area.StartsWith(community, StringComparison.Ordinal)) throw ReportInRefusals.AtHome();
        var reported = new ReportIn { Id = Guid.CreateVersion7(at), Area = community, Kind = ReportInKind.Member, MemberId = member.Id, Skills = skills, State = ReportInState.Active, ReportedAt = at };
        reported.Raise(new MemberReportedIn(reported.Id, community, member.Id, at));
        return reported;
    }

    public static ReportIn OfUnit(Organization unit, string community, List<string> skills, DateTimeOffset at)
    {
        unit.MustBeActive();
        if (unit.Seat is not (OrganizationSeat.Workplace or OrganizationSeat.TwoNew)) throw ReportInRefusals.NotAUnit();
        if (!community.StartsWith(unit.Area, StringComparison.Ordinal) && !unit.Area.StartsWith(community, StringComparison.Ordinal)) throw ReportInRefusals.SitsElsewhere();
        var reported = new ReportIn { Id = Guid.CreateVersion7(at), Area = community, Kind = ReportInKind.Unit, OrganizationId = unit.Id, Skills = skills, State = ReportInState.Active, ReportedAt = at };
        reported.Raise(new UnitReportedIn(reported.Id, community, unit.Id, at));
        return reported;
    }

    public void Offer(List<string> skills)
    {
        MustLast();
        Skills = skills;
    }

    public void End(ReportInEnd end, bool servicesUnderWay, DateTimeOffset at)
    {
        MustLast();
        if (servicesUnderWay) throw ReportInRefusals.ServicesUnderWay();
        Close(end, at);
    }

    /// <summary>Ends since what it stood on has ended; what was taken can still be confirmed or released.</summary>
    public void EndWith(ReportInEnd end, DateTimeOffset at)
    {
        if (State == ReportInState.Active) Close(end, at);
    }

    /// <summary>Volunteers knows the member.</summary>
    public void Recognize(Guid volunteerId) => VolunteerId = volunteerId;

    public void MustLast()
    {
        if (State != ReportInState.Active) throw ReportInRefusals.HasEnded();
    }

    private void Close(ReportInEnd end, DateTimeOffset at)
    {
        (State, EndKind, EndedAt) = (ReportInState.Ended, end, at);
        Raise(new ReportInEnded(Id, Area, end.ToString(), at));
    }
}

/// <summary>
/// A service that was done: a confirmed undertaking, or a record that Volunteers has made. The first has an id that becomes the record's id in Volunteers, so that what comes back from there is
/// known and not entered twice.
/// </summary>
[Nationwide("reached only through its report-in, which is area-scoped")]
internal sealed class ServiceEntry
{
    public Guid Id { get; init; }
    public Guid ReportInId { get; init; }
    public Guid? MemberId { get; init; }
    public string PlaceCode { get; set; } = "";
    public string Kind { get; set; } = "";
    public DateTimeOffset StartsAt { get; set; }
    public int Minutes { get; set; }
    public Guid? UndertakingId { get; init; }

    /// <summary>The record in Volunteers; null as long as there is none.</summary>
    public Guid? RecordId { get; set; }

    /// <summary>When Volunteers was told; null = the member is not known there yet, or it came from there.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    public DateTimeOffset? CorrectedAt { get; set; }

    /// <summary>Why Volunteers made no record of it; null = it did, or may still.</summary>
    public ServiceRefusal? Refusal { get; set; }
}
