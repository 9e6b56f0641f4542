using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Records;

/// <summary>
/// A fact: who served where, from when, how long. Never edited: a correction is a reversing record and perhaps a new one. That a volunteer's records do not overlap and are no
/// more than twelve hours a day are constraints of the database, see <see cref="RecordSpans"/>.
/// </summary>
internal sealed class ServiceRecord : Aggregate, IOwned
{
    /// <summary>The unit of a record.</summary>
    public static readonly TimeSpan Half = TimeSpan.FromMinutes(30);

    private ServiceRecord() { }

    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token, so that everybody sees the own hours, wherever they were served.</summary>
    public string? Owner { get; private init; }

    bool IOwned.OwnedAnywhere => true;

    public Guid? ActivityId { get; private init; }

    /// <summary>Of the activity; here too, so that a team's figures need no join.</summary>
    public Guid? TeamId { get; private init; }
    public Guid? SignUpId { get; private init; }

    /// <summary>Code of a skill, e.g. <c>elderly-care</c>, or <c>general</c>.</summary>
    public string Kind { get; private init; } = "";
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }

    /// <summary>Below 0 for a reversing record.</summary>
    public int Minutes { get; private init; }
    public Guid? Reverses { get; private init; }
    public string Reason { get; private init; } = "";

    /// <summary>Who recorded certifies; "system:check-out" when nobody typed it.</summary>
    public string RecordedBy { get; private init; } = "";
    public DateTimeOffset RecordedAt { get; private init; }

    public static ServiceRecord Of(Guid volunteerId, string? owner, string area, Guid? activityId, Guid? teamId, Guid? signUpId, string kind, DateTimeOffset from, DateTimeOffset until, string by, DateTimeOffset at, Guid? id = null)
    {
        var record = new ServiceRecord
        {
            Id = id ?? Guid.CreateVersion7(at), Area = area, VolunteerId = volunteerId, Owner = owner, ActivityId = activityId, TeamId = teamId, SignUpId = signUpId, Kind = kind, StartsAt = from, EndsAt = until,
            Minutes = (int)(until - from).TotalMinutes, RecordedBy = by, RecordedAt = at,
        };
        record.Raise(new ServiceRecorded(record.Id, area, volunteerId, activityId, kind, from, record.Minutes, at, teamId));
        return record;
    }

    public ServiceRecord Reverse(string reason, string by, DateTimeOffset at)
    {
        if (Reverses is not null) throw RecordRefusals.IsReversal();
        var reversal = new ServiceRecord
        {
            Id = Guid.CreateVersion7(at), Area = Area, VolunteerId = VolunteerId, Owner = Owner, ActivityId = ActivityId, TeamId = TeamId, SignUpId = SignUpId, Kind = Kind, StartsAt = StartsAt, EndsAt = EndsAt,
            Minutes = -Minutes, Reverses = Id, Reason = reason, RecordedBy = by, RecordedAt = at,
        };
        reversal.Raise(new ServiceCorrected(reversal.Id, Area, VolunteerId, Id, Minutes, at, TeamId));
        return reversal;
    }
}
