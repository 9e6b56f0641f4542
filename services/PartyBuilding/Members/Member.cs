using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.Members;

internal enum MemberState { Applicant = 1, Activist, Candidate, Probationary, Full, Ended }

internal enum MembershipEnd { Died = 1, Left, StruckOff, Expelled, Outside }

internal enum MemberSex { Female = 1, Male }

/// <summary>
/// Somebody on the roster, from the application on. One person once in the province, by a unique keyed hash; at every moment in exactly one organisation, since the organisation is a column. It
/// belongs where the organisation does.
/// </summary>
internal sealed class Member : Aggregate
{
    private Member() { }

    public Guid OrganizationId { get; private set; }

    /// <summary>Name, number and phone, encrypted, and the hash by which the number is found.</summary>
    public SealedMember Person { get; private set; } = SealedMember.Nobody;

    public int BirthYear { get; private init; }
    public MemberSex Sex { get; private init; }
    public MemberState State { get; private set; }
    public DateOnly StateSince { get; private set; }
    public DateOnly? JoinedOn { get; private set; }

    /// <summary>Where an extension has moved the end of the probation; null = as the rule says.</summary>
    public DateOnly? ProbationUntil { get; private set; }

    public MembershipEnd? EndKind { get; private set; }
    public DateOnly? FloatingSince { get; private set; }

    /// <summary>Where to, encrypted.</summary>
    public byte[]? FloatingTo { get; private set; }

    public int StepCount { get; private set; }

    public bool Floating => FloatingSince is not null;

    /// <summary>Counted at the organisation and those above.</summary>
    public bool Counts => State != MemberState.Ended;

    public static (Member Member, MemberStep Step) Apply(Organization organization, Applicant by, MemberRule rule, DateTimeOffset at)
    {
        var member = new Member { Id = Guid.CreateVersion7(at), BirthYear = by.BirthYear, Sex = by.Sex };
        return (member, member.TakeApplication(organization, by, rule, null, at));
    }

    /// <summary>Whose membership has ended applies anew, wherever that is.</summary>
    public MemberStep ApplyAgain(Organization organization, Applicant by, MemberRule rule, DateTimeOffset at)
    {
        if (State != MemberState.Ended) throw MemberRefusals.Exists(Id);
        if (by.On < StateSince) throw MemberRefusals.TooEarly(StateSince);
        (JoinedOn, ProbationUntil, EndKind) = (null, null, null);
        return TakeApplication(organization, by, rule, MemberState.Ended, at);
    }

    public void Update(byte[]? name, byte[]? phone)
    {
        MustBeHere();
        Person = Person with { Name = name ?? Person.Name, Phone = phone ?? Person.Phone };
    }

    public MemberStep Advance(MemberState to, DateOnly on, IReadOnlyList<Met> met, MemberRule rule, int age, DateTimeOffset at)
    {
        MustBeHere();
        if (to != State + 1) throw MemberRefusals.NotNext(State);
        var earliest = State == MemberState.Probationary && ProbationUntil is { } extended ? extended : StateSince.AddMonths(rule.MinMonths);
        if (on < earliest) throw MemberRefusals.TooEarly(earliest);
        Check(rule, met, age, StateSince);
        if (to == MemberState.Probationary) JoinedOn = on;
        var step = Become(to, on, met, null, at);
        if (to == MemberState.Probationary) Raise(new MemberAdmitted(Id, Area, OrganizationId, on, at));
        return step;
    }

    public MemberStep Revert(MemberState to, DateOnly on, byte[] reason, DateTimeOffset at)
    {
        MustBeHere();
        if (State == MemberState.Full || to >= State) throw MemberRefusals.NotBack(State);
        if (on < StateSince) throw MemberRefusals.TooEarly(StateSince);
        (JoinedOn, ProbationUntil, FloatingSince, FloatingTo) = (null, null, null, null);
        return Become(to, on, [], reason, at);
    }

    public MemberStep ExtendProbation(int months, IReadOnlyList<Met> met, byte[] reason, MemberRule rule, MemberRule full, DateTimeOffset at)
    {
        MustBeHere();
        if (State != MemberState.Probationary) throw MemberRefusals.NotOnProbation();
        if (ProbationUntil is not null) throw MemberRefusals.ExtendedBefore();
        if (months < rule.MinMonths || months > rule.MaxMonths) throw MemberRefusals.ExtensionNotAllowed(rule.MinMonths, rule.MaxMonths);
        Check(rule, met, int.MaxValue, StateSince);
        ProbationUntil = StateSince.AddMonths(full.MinMonths + months);
        return Step(State, State, StateSince, met, reason, at);
    }

    public MemberStep End(MembershipEnd kind, DateOnly on, byte[] reason, bool transferUnderWay, DateTimeOffset at)
    {
        MustBeHere();
        if (transferUnderWay) throw MemberRefusals.TransferUnderWay();
        if (on < StateSince) throw MemberRefusals.TooEarly(StateSince);
        (EndKind, FloatingSince, FloatingTo) = (kind, null, null);
        return Become(MemberState.Ended, on, [], reason, at);
    }

    public void Float(byte[] to, DateOnly since)
    {
        MustBeHere();
        if (State < MemberState.Probationary) throw MemberRefusals.NotAMember();
        if (Floating) throw MemberRefusals.FloatsAlready();
        (FloatingSince, FloatingTo) = (since, to);
    }

    public void Return()
    {
        MustBeHere();
        if (!Floating) throw MemberRefusals.DoesNotFloat();
        (FloatingSince, FloatingTo) = (null, null);
    }

    /// <summary>Goes over to the organisation that has received the letter, by the letter's right.</summary>
    public void Arrive(Organization at, Guid transferId, DateTimeOffset when)
    {
        MustBeHere();
        at.MustHaveMembers();
        var (fromArea, from) = (Area, OrganizationId);
        ArriveIn(at.Area);
        OrganizationId = at.Id;
        // Both sides are told, each where it is: first that the member is there no more, then that they are here.
        RaiseIn(fromArea, new MemberDeparted(Id, fromArea, from, Area, at.Id, transferId, when));
        Raise(new MemberTransferred(Id, Area, at.Id, fromArea, from, transferId, when, State.ToString()));
    }

    public void MustBeHere()
    {
        if (State == MemberState.Ended) throw MemberRefusals.Ended();
    }

    private MemberStep TakeApplication(Organization organization, Applicant by, MemberRule rule, MemberState? before, DateTimeOffset at)
    {
        organization.MustHaveMembers();
        Check(rule, by.Met, by.Age, DateOnly.MinValue);
        (OrganizationId, Person, State) = (organization.Id, by.Person, before ?? 0);
        if (before is null) Area = organization.Area;
        else ArriveIn(organization.Area);
        return Become(MemberState.Applicant, by.On, by.Met, null, at);
    }

    // What was met before the state that it is for was met for another.
    private static void Check(MemberRule rule, IReadOnlyList<Met> met, int age, DateOnly since)
    {
        if (age < rule.MinAge) throw MemberRefusals.TooYoung(rule.MinAge);
        var missing = rule.Prerequisites.Where(p => met.All(m => m.Prerequisite != p)).ToList();
        if (missing.Count > 0) throw MemberRefusals.Missing(missing);
        if (met.Any(m => m.On < since)) throw MemberRefusals.MetTooEarly(since);
    }

    private MemberStep Become(MemberState state, DateOnly on, IReadOnlyList<Met> met, byte[]? reason, DateTimeOffset at)
    {
        var before = State;
        (State, StateSince) = (state, on);
        Raise(new MemberStateChanged(Id, Area, OrganizationId, state.ToString(), before == 0 ? null : before.ToString(), on, at));
        return Step(before, state, on, met, reason, at);
    }

    private MemberStep Step(MemberState from, MemberState to, DateOnly on, IReadOnlyList<Met> met, byte[]? reason, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), MemberId = Id, Number = ++StepCount, From = from, To = to, On = on, Met = [.. met.Select(m => m.Prerequisite)], MetOn = [.. met.Select(m => m.On)], SealedReason = reason, EnteredAt = at,
    };
}

/// <summary>Name, number and phone, encrypted, and the keyed hash by which the number is found.</summary>
internal sealed record SealedMember(byte[] Name, byte[] Number, byte[] NumberHash, byte[] Phone)
{
    public static SealedMember Nobody { get; } = new([], [], [], []);
}

/// <summary>A prerequisite, and the day on which it was met.</summary>
internal sealed record Met(short Prerequisite, DateOnly On);

/// <summary>What somebody applies with, checked and sealed.</summary>
internal sealed record Applicant(SealedMember Person, int BirthYear, MemberSex Sex, int Age, DateOnly On, IReadOnlyList<Met> Met);

/// <summary>A step on the way, forward or back. What was before the roster was entered here is no row: five million would say what the member says.</summary>
[Nationwide("reached only through its member, who is area-scoped")]
internal sealed class MemberStep
{
    public Guid Id { get; init; }
    public Guid MemberId { get; init; }
    public int Number { get; init; }
    public MemberState From { get; init; }
    public MemberState To { get; init; }
    public DateOnly On { get; init; }
    public List<short> Met { get; init; } = [];
    public List<DateOnly> MetOn { get; init; } = [];
    public byte[]? SealedReason { get; init; }
    public DateTimeOffset EnteredAt { get; init; }
}
