using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Allowances;

// The numbers are those of the proto.
internal enum AllowanceKind { Living = 1, Nursing }
internal enum AllowanceState { Applied = 1, Verified, Published, Approved, Refused, Stopped }
internal enum HardshipGround { MinimumLiving = 1, Marginal, Expenses }
internal enum StopGround { Died = 1, Moved, Changed, Renounced, Duplicate }

/// <summary>An allowance of a person, from the application to its end. No step but entering is taken by whoever took one before.</summary>
internal sealed class Allowance : Aggregate
{
    private Allowance() { }

    public Guid PersonId { get; private init; }
    public AllowanceKind Kind { get; private init; }
    public AllowanceState State { get; private set; }
    public HardshipGround? Hardship { get; private init; }

    /// <summary>Of the proto's OtherAid.</summary>
    public List<int> OtherAids { get; private init; } = [];
    public string AppliedBy { get; private init; } = "";
    public DateTimeOffset AppliedAt { get; private init; }
    public string VerifiedBy { get; private set; } = "";
    public DateTimeOffset? VerifiedAt { get; private set; }
    public DateOnly? PublishedOn { get; private set; }
    public DateOnly? PublishedUntil { get; private set; }
    public string ApprovedBy { get; private set; } = "";
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>First month that is paid, as its first day; that of the application.</summary>
    public DateOnly? Since { get; private set; }

    /// <summary>Last month that is paid, as its first day.</summary>
    public DateOnly? Until { get; private set; }
    public StopGround? StoppedFor { get; private set; }

    public static Allowance Apply(Person person, AllowanceKind kind, HardshipGround? hardship, List<int> otherAids, Actor me) => new()
    {
        Id = Guid.CreateVersion7(me.At), Area = person.Area, PersonId = person.Id, Kind = kind, State = AllowanceState.Applied, Hardship = hardship, OtherAids = otherAids, AppliedBy = me.Subject, AppliedAt = me.At,
    };

    public void Verify(Actor me)
    {
        Must(AllowanceState.Applied);
        if (me.Subject == AppliedBy) throw AllowanceRefusals.OwnApproval();
        (State, VerifiedBy, VerifiedAt) = (AllowanceState.Verified, me.Subject, me.At);
    }

    public void Publish(DateOnly today, int days)
    {
        Must(AllowanceState.Verified);
        (State, PublishedOn, PublishedUntil) = (AllowanceState.Published, today, today.AddDays(days - 1));
    }

    public void Approve(DateOnly today, Actor me)
    {
        Must(AllowanceState.Published);
        if (me.Subject == AppliedBy || me.Subject == VerifiedBy) throw AllowanceRefusals.OwnApproval();
        if (today <= PublishedUntil) throw AllowanceRefusals.NoticeRuns(PublishedUntil.Value);
        (State, ApprovedBy, ApprovedAt, Since) = (AllowanceState.Approved, me.Subject, me.At, Months.Of(AppliedAt));
        Raise(new AllowanceApproved(Id, Area, Kind.ToString(), Since.Value, me.At));
    }

    public void Refuse()
    {
        if (State >= AllowanceState.Approved) throw AllowanceRefusals.StateForbids(State);
        State = AllowanceState.Refused;
    }

    /// <summary>The last month may lie before the first: then nothing is paid at all.</summary>
    public void Stop(StopGround ground, DateOnly lastMonth, DateTimeOffset at)
    {
        Must(AllowanceState.Approved);
        (State, StoppedFor, Until) = (AllowanceState.Stopped, ground, lastMonth);
        Raise(new AllowanceStopped(Id, Area, Kind.ToString(), lastMonth, at));
    }

    /// <summary>The person lives in another community of the county.</summary>
    public void Follow(string home) => Area = home;

    private void Must(AllowanceState state)
    {
        if (State != state) throw AllowanceRefusals.StateForbids(State);
    }
}
