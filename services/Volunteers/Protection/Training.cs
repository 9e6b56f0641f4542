using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Protection;

/// <summary>
/// That a volunteer was trained, on paper. Papers are facts and are not edited: a later one takes the place of the one before, and of a volunteer and course one stands, by a constraint.
/// Keeping one row a course and writing each renewal over it was rejected: what is revoked would have taken the good paper before it along.
/// </summary>
internal sealed class Training : Aggregate, IOwned
{
    private Training() { }

    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token.</summary>
    public string? Owner { get; private init; }
    public string CourseCode { get; private init; } = "";
    public string Number { get; private init; } = "";
    public DateOnly TrainDate { get; private init; }

    /// <summary>First day on which it holds no longer; null = for ever.</summary>
    public DateOnly? UntilDate { get; private init; }
    public DateTimeOffset? RenewedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Encrypted: people write here what they know about somebody.</summary>
    public byte[]? SealedReason { get; private set; }
    public string Recorder { get; private init; } = "";
    public DateTimeOffset EnteredAt { get; private init; }

    public bool Stands => RenewedAt is null && RevokedAt is null;

    /// <param name="course">What the volunteer was trained in.</param>
    /// <param name="standing">The one that stands until now, found under the volunteer's lock; null = none.</param>
    /// <param name="volunteerId">Who was trained.</param>
    /// <param name="owner">Subject of the volunteer's token.</param>
    /// <param name="area">Home community.</param>
    /// <param name="number">What stands on the paper.</param>
    /// <param name="day">Day on the paper.</param>
    /// <param name="recorder">Who enters it.</param>
    /// <param name="at">When.</param>
    public static Training Certify(Course course, Training? standing, Guid volunteerId, string? owner, string area, string number, DateOnly day, string recorder, DateTimeOffset at)
    {
        course.MustBeTaught();
        if (standing?.TrainDate > day) throw TrainingRefusals.Outdated();
        var training = new Training
        {
            Id = Guid.CreateVersion7(at), Area = area, VolunteerId = volunteerId, Owner = owner, CourseCode = course.Code, Number = number, TrainDate = day, UntilDate = course.Until(day), Recorder = recorder,
            EnteredAt = at,
        };
        if (standing is not null) standing.RenewedAt = at;
        training.Raise(new TrainingCertified(training.Id, area, volunteerId, course.Code, day, training.UntilDate, standing?.Id, at));
        return training;
    }

    /// <param name="sealedReason">Why, encrypted.</param>
    /// <param name="before">The one whose place this one had taken and that stands again; null = none, or this one did not stand.</param>
    /// <param name="at">When.</param>
    public void Revoke(byte[] sealedReason, Training? before, DateTimeOffset at)
    {
        if (RevokedAt is not null) throw TrainingRefusals.IsRevoked();
        if (before is not null) before.RenewedAt = null;
        (RevokedAt, SealedReason) = (at, sealedReason);
        Raise(new TrainingRevoked(Id, Area, VolunteerId, CourseCode, before?.Id, at));
    }
}
