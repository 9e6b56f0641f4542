using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.CallUps;

// The numbers are those of the proto.
internal enum CallUpState { Called = 1, Accepted, Declined }

/// <summary>That a trained volunteer is called up for an emergency, and what they answer. Made as a set, see <see cref="CallUpRows"/>. It belongs where the volunteer was at home then.</summary>
internal sealed class CallUp : Aggregate, IOwned
{
    private CallUp() { }

    public Guid NeedId { get; private init; }
    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token.</summary>
    public string? Owner { get; private init; }
    public CallUpState State { get; private set; }
    public DateTimeOffset CalledAt { get; private init; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Who can come after all, or cannot, says so; the same again changes nothing.</summary>
    public void Answer(bool comes, DateTimeOffset at)
    {
        var state = comes ? CallUpState.Accepted : CallUpState.Declined;
        if (State == state) return;
        (State, AnsweredAt) = (state, at);
        Raise(new CallUpAnswered(Id, Area, NeedId, VolunteerId, state.ToString(), at));
    }
}
