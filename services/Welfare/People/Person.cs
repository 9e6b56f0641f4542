using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.Welfare.People;

// The numbers are those of the proto.
internal enum Sex { Female = 1, Male }
internal enum PersonState { Open = 1, Sealed, Merged }
internal enum AbilityGrade { Intact = 1, Mild, Moderate, Severe, Complete }
internal enum RiskLevel { Low = 1, Medium, High, Critical }
internal enum PersonStepKind { Registered = 1, Updated, Identified, Moved, Sealed, Unsealed, TookOver, Merged, Died }

/// <summary>Somebody of concern. One person has one record in the whole province, found by the keyed hash of the identity number.</summary>
internal sealed class Person : Aggregate
{
    private const int MostStepsASave = 8;
    private readonly List<PersonStep> steps = [];
    private int stepped;

    private Person() { }

    /// <summary>Encrypted.</summary>
    public byte[] Name { get; private set; } = [];
    public byte[]? Number { get; private set; }

    /// <summary>Null while the number is not known, and in a double: there the record that goes on has it.</summary>
    public byte[]? NumberHash { get; private set; }
    public byte[]? Phone { get; private set; }
    public byte[]? Address { get; private set; }

    /// <summary>The birth date stays inside the number; the year is what kinds and figures need.</summary>
    public int BirthYear { get; private set; }
    public Sex Sex { get; private set; }

    /// <summary>Of <see cref="Concerns"/>; what follows from the age is not among them.</summary>
    public List<int> Kinds { get; private set; } = [];

    /// <summary>Kind × 10 + grade.</summary>
    public List<int> Disabilities { get; private set; } = [];

    /// <summary>The gravest of them, for searches and rules.</summary>
    public int? DisabilityGrade { get; private set; }

    public AbilityGrade? Ability { get; private set; }
    public DateOnly? ReassessOn { get; private set; }
    public RiskLevel? Risk { get; private set; }
    public PersonState State { get; private set; }
    public Guid? MergedInto { get; private set; }
    public DateOnly? DiedOn { get; private set; }
    public DateTimeOffset RegisteredAt { get; private init; }
    public IReadOnlyList<PersonStep> Steps => steps;

    public static Person Register(Registration by, Actor me)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(me.At), Area = by.Home, Name = by.Name, Number = by.Number, NumberHash = by.NumberHash, Phone = by.Phone, Address = by.Address,
            BirthYear = by.BirthYear, Sex = by.Sex, State = PersonState.Open, RegisteredAt = me.At,
        };
        person.Concern(by.Kinds, by.Disabilities);
        person.Step(PersonStepKind.Registered, me);
        person.Raise(new PersonFiled(person.Id, by.Home, Concerns.ToTell(by.Kinds), me.At));
        return person;
    }

    public void Update(PersonChange change, Actor me)
    {
        if (change.PhoneChanges) Phone = change.Phone;
        if (change.AddressChanges) Address = change.Address;
        Concern(change.Kinds ?? Kinds, change.Disabilities ?? Disabilities);
        Step(PersonStepKind.Updated, me);
    }

    public void Move(string home, Actor me)
    {
        Area = home;
        Step(PersonStepKind.Moved, me);
    }

    /// <summary>Comes to another area by the right of a transfer that was accepted.</summary>
    public void Arrive(string home, Actor me)
    {
        ArriveIn(home);
        Step(PersonStepKind.Moved, me);
    }

    public void Identify(byte[] number, byte[] hash, int birthYear, Sex sex, List<int> kinds, Actor me)
    {
        if (Number is not null) throw PersonRefusals.IsIdentified();
        if (birthYear != BirthYear && Concerns.Fitting(kinds, birthYear, me.Today).Count < kinds.Count) throw PersonRefusals.KindsDoNotFit();
        (Number, NumberHash, BirthYear, Sex) = (number, hash, birthYear, sex);
        Concern(kinds, Disabilities);
        Step(PersonStepKind.Identified, me);
    }

    public void Seal(Actor me)
    {
        if (State == PersonState.Sealed) throw PersonRefusals.IsSealed();
        State = PersonState.Sealed;
        Step(PersonStepKind.Sealed, me);
    }

    public void Unseal(Actor me)
    {
        if (State != PersonState.Sealed) throw PersonRefusals.NotSealed();
        State = PersonState.Open;
        Step(PersonStepKind.Unsealed, me);
    }

    /// <summary>The record stays; nothing is planned for the person any more.</summary>
    public void Die(DateOnly on, Actor me)
    {
        MustLive();
        DiedOn = on;
        Step(PersonStepKind.Died, me);
    }

    public void MustLive()
    {
        if (DiedOn is not null) throw PersonRefusals.HasDied();
    }

    /// <summary>This record goes on for two. What the double knows and this one does not is taken over; the rest stays with the double and is told together.</summary>
    /// <param name="twin">The double.</param>
    /// <param name="hash">Keyed hash of the double's number.</param>
    /// <param name="me">Who and when.</param>
    public void TakeOver(Person twin, byte[]? hash, Actor me)
    {
        if (Number is not null && twin.Number is not null) throw PersonRefusals.PeopleDiffer();
        var two = BirthYear != twin.BirthYear;
        if (Number is null && twin.Number is not null) (Number, NumberHash, BirthYear, Sex) = (twin.Number, hash, twin.BirthYear, twin.Sex);
        (Phone, Address, DiedOn) = (Phone ?? twin.Phone, Address ?? twin.Address, DiedOn ?? twin.DiedOn);
        // Kinds that the one was given for a year of birth that turned out to be wrong are nobody's.
        var kinds = Kinds.Union(twin.Kinds).Order().ToList();
        if (two && Concerns.Fitting(kinds, BirthYear, me.Today) is { Count: > 0 } fitting) kinds = fitting;
        Concern(kinds, Disabilities.Count > 0 ? Disabilities : twin.Disabilities);
        (Ability, ReassessOn) = Ability is null ? (twin.Ability, twin.ReassessOn) : (Ability, ReassessOn);
        if (twin.Risk > (Risk ?? 0)) Rate(twin.Risk.Value, me.At);
        // A seal is never lost: what belonged to the double is under that of the record that goes on.
        if (twin.State == PersonState.Sealed && State != PersonState.Sealed) Seal(me);
        (twin.State, twin.MergedInto, twin.NumberHash, twin.Area) = (PersonState.Merged, Id, null, Area);
        Step(PersonStepKind.TookOver, me, twin.Id);
        twin.Step(PersonStepKind.Merged, me, Id);
    }

    /// <summary>The record that this one was merged into has been merged in its turn.</summary>
    public void MergeOn(Person kept) => (MergedInto, Area) = (kept.Id, kept.Area);

    public void Grade(AbilityGrade grade, DateOnly? reassessOn) => (Ability, ReassessOn) = (grade, reassessOn);

    public void Rate(RiskLevel level, DateTimeOffset at)
    {
        if (Risk == level) return;
        Raise(new RiskLevelChanged(Id, Area, level.ToString(), Risk?.ToString(), at));
        Risk = level;
    }

    private void Concern(List<int> kinds, List<int> disabilities) =>
        (Kinds, Disabilities, DisabilityGrade) = (kinds, disabilities, disabilities.Count == 0 ? null : disabilities.Min(d => d % 10));

    private void Step(PersonStepKind kind, Actor me, Guid? other = null) => steps.Add(new PersonStep { PersonId = Id, Number = Version * MostStepsASave + stepped++, Kind = kind, At = me.At, By = me.Subject, OtherId = other });
}

/// <summary>Who acts, when.</summary>
internal sealed record Actor(string Subject, DateTimeOffset At)
{
    public DateOnly Today => ChinaTime.DateOf(At);
}

/// <summary>What a record is opened with, checked and sealed.</summary>
internal sealed record Registration(string Home, byte[] Name, byte[]? Number, byte[]? NumberHash, byte[]? Phone, byte[]? Address, int BirthYear, Sex Sex, List<int> Kinds, List<int> Disabilities);

/// <summary>What is to change; lists: null = stay.</summary>
internal sealed record PersonChange(bool PhoneChanges, byte[]? Phone, bool AddressChanges, byte[]? Address, List<int>? Kinds, List<int>? Disabilities);

/// <summary>What happened to a record, without its content.</summary>
[Nationwide("reached only through its person, who is area-scoped")]
internal sealed class PersonStep
{
    public Guid PersonId { get; init; }
    public int Number { get; init; }
    public PersonStepKind Kind { get; init; }
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
    public Guid? OtherId { get; init; }
}
