using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Visits;

// The numbers are those of the proto.
internal enum VisitState { Planned = 1, Done, Missed, Dropped }
internal enum VisitorKind { GridWorker = 1, ChildDirector, Volunteer, SocialWorker }
internal enum VisitOutcome { Well = 1, NeedsAttention, Emergency }
internal enum VisitCadence { Daily = 1, Weekly, Monthly, Quarterly }

/// <summary>A visit to a person on a day; one a person and day, by a constraint. Written by the schedule, many at once; whoever is assigned owns it.</summary>
internal sealed class Visit : Aggregate, IOwned
{
    /// <summary>So long a missed one may be made up for, and its visitor is told where.</summary>
    public const int MakeUpDays = 7;

    /// <summary>So long after its day at most a visit can still change; what is older has come to its end. It spares whoever looks for such visits the months before.</summary>
    public const int OpenDays = 62;

    private Visit() { }

    public Guid PersonId { get; private init; }
    public DateOnly DueOn { get; private init; }
    public VisitState State { get; private set; }
    public VisitorKind? VisitorKind { get; private set; }

    /// <summary>Sign-in name of the visitor.</summary>
    public string? Owner { get; private init; }

    /// <summary>Its day has come and was told.</summary>
    public bool Told { get; private set; }

    /// <summary>The one before was missed too.</summary>
    public bool Alarm { get; private set; }
    public VisitOutcome? Outcome { get; private set; }

    /// <summary>Encrypted.</summary>
    public byte[]? Findings { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public string? DoneBy { get; private set; }

    /// <summary>The volunteer's record that it was taken from.</summary>
    public Guid? RecordId { get; private set; }

    public void ComeDue(DateTimeOffset at)
    {
        Told = true;
        Raise(new VisitDue(Id, Area, PersonId, DueOn, at));
    }

    public void Miss(bool theOneBeforeToo, DateTimeOffset at)
    {
        (State, Alarm) = (VisitState.Missed, theOneBeforeToo);
        Raise(new VisitMissed(Id, Area, PersonId, DueOn, theOneBeforeToo, at));
    }

    /// <summary>On its day, or made up for soon after.</summary>
    public void Do(VisitOutcome outcome, byte[] findings, DateOnly today, Actor me)
    {
        if (State is not (VisitState.Planned or VisitState.Missed) || today < DueOn || today > DueOn.AddDays(MakeUpDays)) throw VisitRefusals.NotThere(State);
        (State, Outcome, Findings, DoneAt, DoneBy) = (VisitState.Done, outcome, findings, me.At, me.Subject);
        Raise(new VisitDone(Id, Area, PersonId, DueOn, me.At));
    }

    /// <summary>Made by a volunteer on a need that was raised here; of a day for which nothing was planned, too. The one that was planned for the day is done by it.</summary>
    public static Visit Unplanned(Guid personId, string area, DateOnly on, DateTimeOffset servedAt) => new() { Id = Guid.CreateVersion7(servedAt), Area = area, PersonId = personId, DueOn = on, State = VisitState.Planned, Told = true };

    public void TakeFrom(Guid recordId, DateTimeOffset servedAt)
    {
        if (State == VisitState.Done) return;
        (State, RecordId, DoneAt) = (VisitState.Done, recordId, servedAt);
        VisitorKind = Visits.VisitorKind.Volunteer;
        Raise(new VisitDone(Id, Area, PersonId, DueOn, servedAt));
    }

    public bool IsNear(DateOnly today) => today >= DueOn.AddDays(-MakeUpDays) && today <= DueOn.AddDays(MakeUpDays);
}

/// <summary>Who visits a person from now on.</summary>
internal sealed class Visitor : IAreaScoped
{
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public VisitorKind Kind { get; set; }
    public string Subject { get; set; } = "";
}

/// <summary>Who visits those of a community to whom nobody is assigned; one of a kind.</summary>
internal sealed class DefaultVisitor : IAreaScoped
{
    public required string Area { get; init; }
    public VisitorKind Kind { get; init; }
    public string Subject { get; set; } = "";
}

/// <summary>How often people of a risk level are visited, from a day on.</summary>
[Nationwide("rules hold for the whole province; who may set one covers it")]
internal sealed class VisitRule
{
    /// <summary>A RiskLevel, or 0: elderly in hardship, at least so often.</summary>
    public short Level { get; init; }
    public DateOnly Since { get; init; }
    public VisitCadence Cadence { get; init; }
}
