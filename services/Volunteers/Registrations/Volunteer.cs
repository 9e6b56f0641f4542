using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Registrations;

internal enum Sex
{
    Female = 1,
    Male = 2,
}

internal enum VolunteerState
{
    Active = 1,
    Suspended = 2,
    Left = 3,
}

internal enum GrowthLevel
{
    Volunteer = 1,
    TeamLeader = 2,
    SocialWorker = 3,
    CommunityWorker = 4,
}

/// <summary>A real-name volunteer. One person is one volunteer in the whole province, found by the keyed hash of the identity number.</summary>
internal sealed class Volunteer : Aggregate, IOwned
{
    /// <summary>As in the proto's PoliticalStatus.</summary>
    public const int PartyMember = 3;

    private readonly List<GrowthStep> steps = [];

    private Volunteer()
    {
    }

    /// <summary>Code of the home community.</summary>
    public string Home => Area;

    /// <summary>Subject of the volunteer's own token; null while there is none.</summary>
    public string? Owner { get; private set; }

    /// <summary>Name, identity number and phone, encrypted, and the hash by which the number is found.</summary>
    public SealedPerson Person { get; private set; } = SealedPerson.Nobody;

    /// <summary>The birth date stays inside the number; the year is what statistics and matching need.</summary>
    public int BirthYear { get; private init; }

    public Sex Sex { get; private init; }

    public List<string> Skills { get; private set; } = [];

    public List<string> Languages { get; private set; } = [];

    public int PoliticalStatus { get; private set; }

    public bool Veteran { get; private set; }

    public int Education { get; private set; }

    /// <summary>One bit for each of 21 parts of the week: <see cref="AvailableBit"/>.</summary>
    public int Available { get; private set; }

    public VolunteerState State { get; private set; }

    /// <summary>The guardian has taken the consent back.</summary>
    public bool Hidden { get; private set; }

    public int Stars { get; private set; }

    public long ServedMinutes { get; private set; }

    public GrowthLevel Growth { get; private set; }

    public DateTimeOffset RegisteredAt { get; private set; }

    /// <summary>For minors: who consented to what.</summary>
    public GuardianConsent? Consent { get; private set; }

    public IReadOnlyList<GrowthStep> Steps => steps;

    /// <summary>The bit of a part of the week; weekday 1 = Monday … 7 = Sunday, part 1 = morning, 2 = afternoon, 3 = evening.</summary>
    public static int AvailableBit(int weekday, int part) => 1 << ((weekday - 1) * 3 + part - 1);

    public static Volunteer Register(Registration by, DateTimeOffset at)
    {
        var volunteer = new Volunteer
        {
            Id = Guid.CreateVersion7(at),
            Area = by.Home,
            BirthYear = by.Birth.Year,
            Sex = by.Sex,
            State = VolunteerState.Active,
            Growth = GrowthLevel.Volunteer,
        };
        volunteer.Take(by, at);
        volunteer.Raise(new VolunteerRegistered(volunteer.Id, by.Home, by.Minor, by.Veteran, by.Skills, at));
        return volunteer;
    }

    /// <summary>Who had left, or was hidden for want of consent, comes back with what is said now; hours and records are still theirs.</summary>
    public void ComeBack(Registration by, DateTimeOffset at)
    {
        if (State != VolunteerState.Left && !Hidden) throw VolunteerRefusals.AlreadyRegistered(Id);
        var before = Area;
        ArriveIn(by.Home);
        if (before != Area) Raise(new VolunteerTransferred(Id, Area, before, at));
        // A suspension is lifted by whoever may lift it, not by coming back.
        (State, Hidden) = (State == VolunteerState.Suspended ? State : VolunteerState.Active, false);
        Take(by, at);
        Raise(new VolunteerRegistered(Id, Area, by.Minor, by.Veteran, by.Skills, at));
    }

    public void Update(VolunteerChange change, DateTimeOffset at)
    {
        MustBeHere();
        Person = change.Phone is { } phone ? Person with { Phone = phone } : Person;
        Skills = change.Skills ?? Skills;
        Languages = change.Languages ?? Languages;
        PoliticalStatus = change.PoliticalStatus ?? PoliticalStatus;
        Veteran = change.Veteran ?? Veteran;
        Education = change.Education ?? Education;
        Available = change.Available ?? Available;
        if (change.Skills is not null) Raise(new VolunteerSkillsChanged(Id, Area, Skills, at));
    }

    /// <summary>Another service told of hours that contradict the volunteer's records: they are none, and it is told so.</summary>
    public void RefuseService(Guid recordId, string reason, DateTimeOffset at) => Raise(new ServiceRefused(recordId, Area, Id, reason, at));

    /// <param name="home">Where to.</param>
    /// <param name="bySelf">Who moves house goes where they like; a clerk moves people between the own areas.</param>
    /// <param name="at">When.</param>
    public void Transfer(string home, bool bySelf, DateTimeOffset at)
    {
        MustBeHere();
        if (home == Area) return;
        var before = Area;
        if (bySelf) ArriveIn(home);
        else Area = home;
        Raise(new VolunteerTransferred(Id, Area, before, at));
    }

    public void Suspend(DateTimeOffset at)
    {
        if (State != VolunteerState.Active) throw VolunteerRefusals.NotActive();
        Become(VolunteerState.Suspended, at);
    }

    public void Reinstate(DateTimeOffset at)
    {
        if (State != VolunteerState.Suspended) throw VolunteerRefusals.NotSuspended();
        Become(VolunteerState.Active, at);
    }

    public void Leave(DateTimeOffset at)
    {
        MustBeHere();
        // Else leaving and coming back would lift the suspension.
        if (State == VolunteerState.Suspended) throw VolunteerRefusals.IsSuspended();
        Become(VolunteerState.Left, at);
    }

    public void WithdrawConsent(DateTimeOffset at)
    {
        if (Consent is null) throw VolunteerRefusals.NoConsentGiven();
        (Consent, Hidden) = (Consent with { WithdrawnAt = at }, true);
        Raise(new VolunteerStateChanged(Id, Area, "Hidden", at));
    }

    /// <summary>Is a party member who offers to serve where they live.</summary>
    public void IsMember(Guid memberId, IReadOnlyList<string> offered, DateTimeOffset at)
    {
        PoliticalStatus = PartyMember;
        if (offered.Except(Skills).ToList() is { Count: > 0 } more)
        {
            Skills = [.. Skills.Concat(more).Order(StringComparer.Ordinal)];
            Raise(new VolunteerSkillsChanged(Id, Area, Skills, at));
        }
        Raise(new MemberRecognized(Id, Area, memberId, at));
    }

    /// <summary>A level of the path is reached once; what comes again changes nothing.</summary>
    public void Grow(GrowthLevel level, string evidence, DateTimeOffset at)
    {
        if (level == GrowthLevel.Volunteer || steps.Any(s => s.Level == level)) return;
        steps.Add(new GrowthStep { VolunteerId = Id, Level = level, At = at, Evidence = evidence });
        if (level > Growth) Growth = level;
    }

    /// <summary>Records were added or reversed: the sum, and the stars that follow from it.</summary>
    /// <param name="minutes">May be negative.</param>
    /// <param name="starsAt">Hours for one star, two stars … in ascending order.</param>
    /// <param name="at">When.</param>
    public void Served(long minutes, IReadOnlyList<int> starsAt, DateTimeOffset at)
    {
        ServedMinutes += minutes;
        var stars = starsAt.Count(hours => ServedMinutes >= hours * 60L);
        if (stars == Stars) return;
        if (stars > Stars) Raise(new StarAwarded(Id, Area, stars, at));
        Stars = stars;
    }

    /// <summary>Refuses unless the volunteer may sign up and serve.</summary>
    public void MustBeActive()
    {
        if (State != VolunteerState.Active || Hidden) throw VolunteerRefusals.NotActive();
    }

    private void MustBeHere()
    {
        if (State == VolunteerState.Left) throw VolunteerRefusals.HasLeft();
    }

    private void Become(VolunteerState state, DateTimeOffset at)
    {
        State = state;
        Raise(new VolunteerStateChanged(Id, Area, state.ToString(), at));
    }

    private void Take(Registration by, DateTimeOffset at)
    {
        (Person, Consent, Skills, Languages) = (by.Person, by.Consent, by.Skills, by.Languages);
        (PoliticalStatus, Veteran, Education, Available) = (by.PoliticalStatus, by.Veteran, by.Education, by.Available);
        if (by.Subject.Length > 0) Owner = by.Subject;
        RegisteredAt = at;
    }
}

/// <summary>Name, number and phone, encrypted, and the keyed hash by which the number is found.</summary>
internal sealed record SealedPerson(byte[] Name, byte[] Number, byte[] NumberHash, byte[] Phone)
{
    public static SealedPerson Nobody { get; } = new([], [], [], []);
}

/// <summary>Guardian's name and phone, encrypted; what was consented to and when.</summary>
internal sealed record GuardianConsent(byte[] Name, byte[] Phone, string Relation, DateTimeOffset GivenAt, DateTimeOffset? ChildDataAt, DateTimeOffset? WithdrawnAt = null);

/// <summary>What somebody registers with, checked and sealed.</summary>
internal sealed record Registration(string Home, string Subject, SealedPerson Person, DateOnly Birth, Sex Sex, bool Minor, GuardianConsent? Consent, List<string> Skills, List<string> Languages,
    int PoliticalStatus, bool Veteran, int Education, int Available);

/// <summary>What is to change; null = stays.</summary>
internal sealed record VolunteerChange(byte[]? Phone, List<string>? Skills, List<string>? Languages, int? PoliticalStatus, bool? Veteran, int? Education, int? Available);

/// <summary>A dated step on the path of growth. The first, registration, is no row: fourteen million would say what the volunteer says.</summary>
[Nationwide("reached only through its volunteer, who is area-scoped")]
internal sealed class GrowthStep
{
    public Guid VolunteerId { get; init; }
    public GrowthLevel Level { get; init; }
    public DateTimeOffset At { get; init; }
    public string Evidence { get; init; } = "";
}
