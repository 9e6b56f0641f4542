using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.SocialOrganizations.SocialWork;

internal enum SocialWorkLevel { Assistant = 1, SocialWorker, Senior }

internal enum SocialWorkerState { Certified = 1, Expired, Retired }

internal enum PathStepKind { Volunteer = 1, SocialWorker, CommunityWorker, FullTimeWorker }

/// <summary>Name, identity number and phone, sealed, and the keyed hash by which the number is found.</summary>
internal sealed record SealedPerson(byte[] Name, byte[] Number, byte[] NumberHash, byte[] Phone)
{
    public static SealedPerson Nobody { get; } = new([], [], [], []);
}

/// <summary>A certificate: its number is sealed, since it leads to its holder, and found by a keyed hash.</summary>
internal sealed record Certificate(SocialWorkLevel Level, byte[] SealedNumber, byte[] NumberHash, DateOnly IssuedOn, DateOnly ValidUntil);

/// <summary>
/// Somebody who is certified as a social worker, once in the province by a unique hash. The same person elsewhere is known by their volunteer's id alone: the number leaves this service only to ask for that id
/// (decision 0009), never in an event.
/// </summary>
internal sealed class SocialWorker : Aggregate
{
    private SocialWorker() { }

    public SealedPerson Person { get; private set; } = SealedPerson.Nobody;
    public SocialWorkLevel Level { get; private set; }
    public SocialWorkerState State { get; private set; }
    public byte[] SealedCertificate { get; private set; } = [];

    /// <summary>Null = entered before certificates were found by their number, and not renewed since.</summary>
    public byte[]? CertificateHash { get; private set; }
    public DateOnly IssuedOn { get; private set; }
    public DateOnly ValidUntil { get; private set; }

    /// <summary>When the clock has to look at the row next; null = never. What is due stands in the database.</summary>
    public DateOnly? DueOn { get; private set; }
    public int EducationHours { get; private set; }
    public Guid? StationId { get; private set; }
    public Guid? VolunteerId { get; private set; }
    public DateTimeOffset? RecognizedAt { get; private set; }
    public DateTimeOffset CertifiedAt { get; private set; }
    public DateTimeOffset? PostedAt { get; private set; }
    public DateTimeOffset? AppointedAt { get; private set; }

    public IEnumerable<(PathStepKind Kind, DateTimeOffset At)> Path
    {
        get
        {
            if (RecognizedAt is { } recognized) yield return (PathStepKind.Volunteer, recognized);
            yield return (PathStepKind.SocialWorker, CertifiedAt);
            if (PostedAt is { } posted) yield return (PathStepKind.CommunityWorker, posted);
            if (AppointedAt is { } appointed) yield return (PathStepKind.FullTimeWorker, appointed);
        }
    }

    public static SocialWorker Register(string area, SealedPerson person, Certificate certificate, Guid? volunteerId, DateTimeOffset? appointedAt, SocialWorkRule rule, DateTimeOffset at)
    {
        var worker = new SocialWorker { Id = Guid.CreateVersion7(at), Area = area, Person = person, CertifiedAt = at, VolunteerId = volunteerId, RecognizedAt = volunteerId is null ? null : at, AppointedAt = appointedAt };
        worker.Hold(certificate, rule, at);
        return worker;
    }

    public void Update(string? area, byte[]? name, byte[]? phone, DateTimeOffset at)
    {
        Person = Person with { Name = name ?? Person.Name, Phone = phone ?? Person.Phone };
        if (area is null || area == Area) return;
        var former = Area;
        Area = area;
        Raise(new SocialWorkerMoved(Id, area, former, at));
    }

    /// <summary>Who they are among the volunteers. Told again, since until now nobody could tell whose certificate it is.</summary>
    public void Recognize(Guid volunteerId, DateTimeOffset? appointedAt, DateTimeOffset at)
    {
        if (VolunteerId == volunteerId) return;
        (VolunteerId, RecognizedAt, AppointedAt) = (volunteerId, at, appointedAt);
        TellCertified(at);
        if (PostedAt is not null && StationId is { } station) Raise(new SocialWorkerPosted(Id, Area, station, VolunteerId, at));
    }

    /// <summary>Which volunteer they are is unknown, or was wrong. Told again without one, so that the registry is asked by the number.</summary>
    public void Forget(DateTimeOffset at)
    {
        if (VolunteerId is null) return;
        (VolunteerId, RecognizedAt, AppointedAt) = (null, null, null);
        TellCertified(at);
    }

    public void Renew(Certificate certificate, SocialWorkRule rule, DateTimeOffset at)
    {
        if (certificate.Level < Level) throw SocialWorkRefusals.LevelFalls();
        if (certificate.ValidUntil <= ValidUntil) throw SocialWorkRefusals.NotLater();
        // Somebody who passed the examination of a higher level has a new certificate, not a renewed one.
        if (certificate.Level == Level && EducationHours < rule.HoursFor(Level)) throw SocialWorkRefusals.TooFewHours(EducationHours, rule.HoursFor(Level));
        EducationHours = 0;
        Hold(certificate, rule, at);
    }

    public EducationEntry Learn(string title, int hours, DateOnly on, DateTimeOffset at)
    {
        // What was learnt before the certificate does not count for its renewal.
        if (on >= IssuedOn) EducationHours += hours;
        return new EducationEntry { Id = Guid.CreateVersion7(at), SocialWorkerId = Id, Title = title, Hours = hours, On = on };
    }

    public void Post(SocialWorkStation? station, DateTimeOffset at)
    {
        if (station is null)
        {
            StationId = null;
            return;
        }
        if (State != SocialWorkerState.Certified) throw SocialWorkRefusals.StateForbids();
        station.MustBeOpen();
        if (StationId == station.Id) return;
        StationId = station.Id;
        PostedAt ??= at;
        Raise(new SocialWorkerPosted(Id, Area, station.Id, VolunteerId, at));
    }

    /// <summary>The party service has hired them. The certificate came before the contract, which begins without a level: it is told again, for each contract, and proposed there.</summary>
    public void Appoint(DateTimeOffset hiredAt, DateTimeOffset at)
    {
        AppointedAt ??= hiredAt;
        TellCertified(at);
    }

    public void Retire(DateTimeOffset at)
    {
        if (State == SocialWorkerState.Retired) throw SocialWorkRefusals.StateForbids();
        (State, StationId, DueOn) = (SocialWorkerState.Retired, null, null);
        Raise(new SocialWorkerRetired(Id, Area, at));
    }

    /// <summary>What is due today: the reminder, once, or the end.</summary>
    public void Strike(DateOnly today, DateTimeOffset at)
    {
        if (today > ValidUntil)
        {
            // Who is posted stays posted: the station decides what becomes of them.
            (State, DueOn) = (SocialWorkerState.Expired, null);
            Raise(new SocialWorkerExpired(Id, Area, Level.ToString(), at));
        }
        else
        {
            DueOn = ValidUntil.AddDays(1);
            Raise(new SocialWorkerReminded(Id, Area, ValidUntil, at));
        }
    }

    private void Hold(Certificate certificate, SocialWorkRule rule, DateTimeOffset at)
    {
        (Level, SealedCertificate, CertificateHash, IssuedOn, ValidUntil, State) = (certificate.Level, certificate.SealedNumber, certificate.NumberHash, certificate.IssuedOn, certificate.ValidUntil, SocialWorkerState.Certified);
        var (remind, today) = (ValidUntil.AddDays(-rule.RemindDays), ChinaTime.DateOf(at));
        DueOn = remind > today ? remind : today;
        TellCertified(at);
    }

    // Of who holds no valid certificate there is nothing to tell.
    private void TellCertified(DateTimeOffset at)
    {
        if (State == SocialWorkerState.Certified) Raise(new SocialWorkerCertified(Id, Area, Level.ToString(), VolunteerId, at));
    }
}

/// <summary>Continuing education. Insert-only.</summary>
[Nationwide("reached only through its social worker, who is area-scoped")]
internal sealed class EducationEntry
{
    public Guid Id { get; init; }
    public Guid SocialWorkerId { get; init; }
    public string Title { get; init; } = "";
    public int Hours { get; init; }
    public DateOnly On { get; init; }
}

/// <summary>A volunteer whom the party service has told of as a full-time community worker, whichever comes first: that, or their certificate.</summary>
[Nationwide("an id and a time: who works in one county may be certified in another")]
internal sealed class AppointedVolunteer
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>What social work is asked for in the whole province, from a day on.</summary>
internal sealed class SocialWorkRule : Aggregate
{
    private SocialWorkRule() { }

    public DateOnly Since { get; private init; }
    public int RemindDays { get; private init; }
    public int AssistantHours { get; private init; }
    public int SocialWorkerHours { get; private init; }
    public int SeniorHours { get; private init; }
    public int CoveragePercent { get; private init; }
    public string[] Excepted { get; private init; } = [];

    public static SocialWorkRule Set(DateOnly since, int remindDays, int assistant, int socialWorker, int senior, int percent, IEnumerable<string> excepted, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = "51", Since = since, RemindDays = remindDays, AssistantHours = assistant, SocialWorkerHours = socialWorker, SeniorHours = senior, CoveragePercent = percent,
        Excepted = [.. excepted.Distinct().Order(StringComparer.Ordinal)],
    };

    public int HoursFor(SocialWorkLevel level) => level switch { SocialWorkLevel.Assistant => AssistantHours, SocialWorkLevel.SocialWorker => SocialWorkerHours, _ => SeniorHours };
}
