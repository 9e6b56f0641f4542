using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Activities;

internal enum SignUpState { Confirmed = 1, Waiting, Withdrawn, CheckedIn, Served, NoShow }

/// <summary>Somebody's place in a shift, or on its waiting list. That nobody has two places at a time is a constraint of the database.</summary>
internal sealed class SignUp : Aggregate, IOwned
{
    private static readonly TimeSpan EarliestBefore = TimeSpan.FromMinutes(30);

    private SignUp() { }

    public Guid ActivityId { get; private init; }
    public Guid ShiftId { get; private init; }
    public Guid VolunteerId { get; private init; }
    public string? Owner { get; private init; }

    // The activity's place decides where it belongs, not the volunteer's.
    bool IOwned.OwnedAnywhere => true;

    public SignUpState State { get; private set; }
    public int Arrival { get; private init; }

    /// <summary>Of the shift; here too, so that an overlap is a constraint.</summary>
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public DateTimeOffset SignedUpAt { get; private init; }
    public DateTimeOffset? CheckedInAt { get; private set; }
    public DateTimeOffset? CheckedOutAt { get; private set; }
    public Guid? RecordId { get; private set; }

    public bool HasPlace => State == SignUpState.Confirmed;

    public static SignUp Take(Shift shift, Guid volunteerId, string? owner, int arrival, bool place, bool filled, DateTimeOffset at)
    {
        var signUp = new SignUp
        {
            Id = Guid.CreateVersion7(at), Area = shift.Area, ActivityId = shift.ActivityId, ShiftId = shift.Id, VolunteerId = volunteerId, Owner = owner, Arrival = arrival,
            State = place ? SignUpState.Confirmed : SignUpState.Waiting, StartsAt = shift.StartsAt, EndsAt = shift.EndsAt, SignedUpAt = at,
        };
        signUp.Raise(new SignUpTaken(signUp.Id, shift.Area, shift.ActivityId, shift.Id, volunteerId, signUp.State.ToString(), at));
        if (filled) signUp.Raise(new ShiftFilled(shift.Id, shift.Area, shift.ActivityId, shift.Capacity, at));
        return signUp;
    }

    public void Withdraw(DateTimeOffset at)
    {
        if (State is not (SignUpState.Confirmed or SignUpState.Waiting) || StartsAt <= at) throw ActivityRefusals.SignUpOver();
        State = SignUpState.Withdrawn;
        Raise(new SignUpChanged(Id, Area, ActivityId, ShiftId, VolunteerId, "Withdrawn", at));
    }

    /// <summary>Moves up from the waiting list.</summary>
    public void MoveUp(DateTimeOffset at)
    {
        State = SignUpState.Confirmed;
        Raise(new SignUpChanged(Id, Area, ActivityId, ShiftId, VolunteerId, "Confirmed", at));
    }

    public void CheckIn(DateTimeOffset at)
    {
        if (State != SignUpState.Confirmed) throw ActivityRefusals.NotConfirmed();
        if (at < StartsAt - EarliestBefore || at >= EndsAt) throw ActivityRefusals.NotTimeYet();
        (State, CheckedInAt) = (SignUpState.CheckedIn, at);
        Raise(new SignUpChanged(Id, Area, ActivityId, ShiftId, VolunteerId, "CheckedIn", at));
    }

    /// <summary>Gives the span that was served: inside the shift, in half hours rounded down.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? CheckOut(DateTimeOffset at)
    {
        if (State != SignUpState.CheckedIn) throw ActivityRefusals.NotCheckedIn();
        (State, CheckedOutAt) = (SignUpState.Served, at);
        Raise(new SignUpChanged(Id, Area, ActivityId, ShiftId, VolunteerId, "Served", at));
        var from = CheckedInAt!.Value < StartsAt ? StartsAt : CheckedInAt.Value;
        var until = at > EndsAt ? EndsAt : at;
        var halves = (int)((until - from) / Records.ServiceRecord.Half);
        return halves > 0 ? (from, from + Records.ServiceRecord.Half * halves) : null;
    }

    public void Recorded(Guid recordId) => RecordId = recordId;

    public void NoShow(DateTimeOffset at)
    {
        if (State != SignUpState.Confirmed) throw ActivityRefusals.NotConfirmed();
        if (at < EndsAt) throw ActivityRefusals.NotTimeYet();
        State = SignUpState.NoShow;
        Raise(new SignUpChanged(Id, Area, ActivityId, ShiftId, VolunteerId, "NoShow", at));
    }
}
