using Governance.Events.Party.V1;
using Governance.Messaging;

namespace Governance.PartyBuilding.Deliberation;

internal enum DeliberationStep { Proposal = 1, JointDiscussion, Deliberation, Resolution, DecisionPublication, ResultPublication }

/// <summary>From Entered to DecisionPublished each is as far as one step less: what comes next follows from it.</summary>
internal enum MotionState { Entered = 1, Proposed, Discussed, Deliberated, Resolved, DecisionPublished, ResultPublished, Rejected, Withdrawn }

/// <summary>A matter on its way through four meetings and two publications. Its state is the only way on, so that no step is skipped, repeated or taken out of its order; each stands there once, by its key.</summary>
internal sealed class Motion : Aggregate
{
    private readonly List<MotionMeeting> meetings = [];
    private readonly List<MotionPublication> publications = [];

    private Motion() { }

    public string Title { get; private init; } = "";
    public string Summary { get; private init; } = "";
    public MotionState State { get; private set; }
    public DateTimeOffset EnteredAt { get; private init; }
    public IReadOnlyList<MotionMeeting> Meetings => meetings;
    public IReadOnlyList<MotionPublication> Publications => publications;

    public DeliberationStep? NextStep => State < MotionState.ResultPublished ? (DeliberationStep)State : null;

    public bool IsResolved => State is MotionState.Resolved or MotionState.DecisionPublished or MotionState.ResultPublished;

    public static Motion Enter(string area, string title, string summary, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Title = title, Summary = summary, State = MotionState.Entered, EnteredAt = at };

    /// <summary>Which step comes next, and from which day on; asked before the rule of that step is looked for.</summary>
    public void MustBeNext(DeliberationStep step)
    {
        if (NextStep is not { } next) throw DeliberationRefusals.HasEnded();
        if (step != next) throw DeliberationRefusals.OutOfOrder(next);
    }

    /// <summary>A meeting has voted. Without a quorum it is void and leaves nothing behind.</summary>
    public void Record(Ballot ballot, DeliberationRule rule)
    {
        MustBeNext(rule.Step);
        if (meetings.Count > 0 && ballot.On < meetings.Max(m => m.HeldOn)) throw DeliberationRefusals.MeetingTooEarly(meetings.Max(m => m.HeldOn));
        var (passed, explanation) = rule.Count(ballot);
        meetings.Add(MotionMeeting.Of(Id, rule, ballot, passed, explanation));
        State = passed ? State + 1 : MotionState.Rejected;
    }

    public void Publish(DeliberationStep step, IReadOnlyList<string> venues, DateOnly from, DateOnly until, string text, int minDays, DateTimeOffset at)
    {
        MustBeNext(step);
        // The decision hangs for as long as it must before its result is told.
        var earliest = step == DeliberationStep.DecisionPublication ? meetings.Max(m => m.HeldOn) : publications.Max(p => p.Until);
        if (from < earliest) throw DeliberationRefusals.PublicationTooEarly(earliest);
        if (until.DayNumber - from.DayNumber + 1 < minDays) throw DeliberationRefusals.PublicationTooShort(minDays);
        publications.Add(new MotionPublication { MotionId = Id, Step = step, Venues = [.. venues], From = from, Until = until, Text = text });
        State++;
        Raise(new ResolutionPublished(Id, Area, step == DeliberationStep.DecisionPublication ? "Decision" : "Result", from, until, at));
    }

    public void Withdraw()
    {
        if (IsResolved) throw DeliberationRefusals.IsResolved();
        if (NextStep is null) throw DeliberationRefusals.HasEnded();
        State = MotionState.Withdrawn;
    }
}

/// <summary>Who met, how many came, how they voted.</summary>
internal sealed record Ballot(MeetingBody Body, DateOnly On, string Venue, int Entitled, int Present, int Approved, int Opposed, int Abstained);

/// <summary>A meeting that has voted; one for each step.</summary>
[Nationwide("reached only through its motion, which is area-scoped")]
internal sealed class MotionMeeting
{
    public Guid MotionId { get; init; }
    public DeliberationStep Step { get; init; }
    public MeetingBody Body { get; init; }
    public DateOnly HeldOn { get; init; }
    public string Venue { get; init; } = "";
    public int Entitled { get; init; }
    public int Present { get; init; }
    public int Approved { get; init; }
    public int Opposed { get; init; }
    public int Abstained { get; init; }
    public bool Passed { get; init; }
    public string Explanation { get; init; } = "";
    public Guid RuleId { get; init; }

    public static MotionMeeting Of(Guid motionId, DeliberationRule rule, Ballot ballot, bool passed, string explanation) => new()
    {
        MotionId = motionId, Step = rule.Step, Body = ballot.Body, HeldOn = ballot.On, Venue = ballot.Venue, Entitled = ballot.Entitled, Present = ballot.Present, Approved = ballot.Approved, Opposed = ballot.Opposed,
        Abstained = ballot.Abstained, Passed = passed, Explanation = explanation, RuleId = rule.Id,
    };
}

/// <summary>That the decision, or the result, is made public; one of each.</summary>
[Nationwide("reached only through its motion, which is area-scoped")]
internal sealed class MotionPublication
{
    public Guid MotionId { get; init; }
    public DeliberationStep Step { get; init; }
    public List<string> Venues { get; init; } = [];
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }
    public string Text { get; init; } = "";
}
