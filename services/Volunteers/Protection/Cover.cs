using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Protection;

// The numbers are those of the proto.
internal enum CoverKind { Accident = 1, Liability, Medical, Traffic, Infection }

/// <summary>What an insurer has promised, from its first day until the day on which it holds no longer.</summary>
internal sealed record Policy(CoverKind Kind, string Insurer, string Number, DateOnly From, DateOnly Until);

/// <summary>That a volunteer is insured. A fact: never deleted, ended early at most. It belongs where the volunteer is at home.</summary>
internal sealed class Cover : Aggregate, IOwned
{
    private Cover() { }

    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token.</summary>
    public string? Owner { get; private init; }
    public CoverKind Kind { get; private init; }
    public string Insurer { get; private init; } = "";
    public string PolicyNumber { get; private init; } = "";
    public DateOnly FromDate { get; private init; }

    /// <summary>As agreed; not a day of the cover any more.</summary>
    public DateOnly UntilDate { get; private init; }
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The earlier of the two: what everybody asks who wants to know whether it holds.</summary>
    public DateOnly HoldsUntil { get; private set; }

    /// <summary>Encrypted: people write here what they know about somebody.</summary>
    public byte[]? SealedReason { get; private set; }
    public string Recorder { get; private init; } = "";
    public DateTimeOffset EnteredAt { get; private init; }

    public static Cover Enter(Policy policy, Guid volunteerId, string? owner, string area, string recorder, DateTimeOffset at)
    {
        var cover = new Cover
        {
            Id = Guid.CreateVersion7(at), Area = area, VolunteerId = volunteerId, Owner = owner, Kind = policy.Kind, Insurer = policy.Insurer, PolicyNumber = policy.Number, FromDate = policy.From,
            UntilDate = policy.Until, HoldsUntil = policy.Until, Recorder = recorder, EnteredAt = at,
        };
        cover.Raise(new VolunteerCovered(cover.Id, area, volunteerId, policy.Kind.ToString(), policy.From, policy.Until, at));
        return cover;
    }

    /// <summary>On its first day it has never held: that is how a wrong one is taken out.</summary>
    public bool MayEndOn(DateOnly day) => day >= FromDate && day < UntilDate;

    /// <param name="day">First day on which it holds no longer.</param>
    /// <param name="sealedReason">Why, encrypted.</param>
    /// <param name="at">When.</param>
    public void End(DateOnly day, byte[] sealedReason, DateTimeOffset at)
    {
        MustNotBeEnded();
        (EndedOn, HoldsUntil, SealedReason) = (day, day, sealedReason);
        Raise(new CoverEnded(Id, Area, VolunteerId, Kind.ToString(), day, at));
    }

    public void MustNotBeEnded()
    {
        if (EndedOn is not null) throw CoverRefusals.IsEnded();
    }
}
