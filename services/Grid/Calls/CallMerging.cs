using Governance.Events.Grid.V1;
using Governance.Grid.Categories;

namespace Governance.Grid.Calls;

/// <summary>Several people call about the same: one call goes on for all, and its answer is everybody's.</summary>
internal sealed partial class Call
{
    /// <param name="into">The call that goes on.</param>
    /// <param name="hasDispute">A dispute came out of this call and is not over.</param>
    /// <param name="reason">Why they are the same.</param>
    /// <param name="rules">Which categories are private.</param>
    /// <param name="by">Who, when.</param>
    public void Merge(Call into, bool hasDispute, string reason, Reference rules, Actor by)
    {
        if (IsDone || IsAnswered) throw CallRefusals.IsDone(State);
        if (into.IsDone) throw CallRefusals.IsDone(into.State);
        if (MergedCount > 0) throw CallRefusals.HasMergedCalls();
        // The answer to the one is read by whoever made the other.
        if (rules.OrUnclassified(Category).Private || rules.OrUnclassified(into.Category).Private) throw CallRefusals.IsPrivate();
        if (Category != into.Category) throw CallRefusals.OtherCategory();
        if (into.Confidential) throw CallRefusals.AnswerIsConfidential();
        // What several units, or a mediator, are at work on for this call would go on for nobody.
        if (OpenTasks > 0) throw CallRefusals.HasOpenTasks(OpenTasks);
        if (hasDispute) throw CallRefusals.HasOpenDispute();
        MergedInto = into.Id;
        End(CallState.Merged, "Merge", by, reason);
        into.MergedCount++;
        into.Step("TakeIn", into.State, by, reason);
        // Who comes late is answered at once.
        if (into.IsAnswered) Share(into, by);
    }

    /// <summary>The call that this one was merged into has been answered. The same answer again changes nothing; false then.</summary>
    public bool Share(Call into, Actor by)
    {
        if (MergedInto != into.Id || into.ResolvedAt is null || into.Confidential || (ResolvedAt, Resolution) == (into.ResolvedAt, into.Resolution)) return false;
        (Resolution, ResolvedAt) = (into.Resolution, into.ResolvedAt);
        // Another answer: what was thought of the former is not what is thought of this one.
        (Score, Comment, EvaluatedAt, Findings, Rectified, FollowedUpAt) = (null, null, null, null, false, null);
        Step("Answer", State, by, "");
        Raise(new CallAnswered(Id, Area, Category ?? "", into.Id, by.At));
        return true;
    }

    /// <summary>It will not be answered for those that were merged into it: the oldest of them goes on in its place, and the others are merged into that one.</summary>
    /// <returns>Which goes on; null when nothing was merged into it.</returns>
    public Call? PassOn(IReadOnlyCollection<Call> merged, Reference rules, Actor by)
    {
        if (merged.MinBy(c => c.Id) is not { } heir) return null;
        heir.GoOnFor(this, rules, by);
        foreach (var other in merged.Where(c => c != heir))
        {
            (other.MergedInto, other.passedOnBy) = (heir.Id, by.Subject);
            other.Step("PassOn", other.State, by, CallNumber.Of(heir.Id));
        }
        (heir.MergedCount, MergedCount) = (merged.Count - 1, 0);
        Step("PassOn", State, by, CallNumber.Of(heir.Id));
        return heir;
    }

    // Where the other one stands: its unit, its limits. Where that one is over, or its unit does not serve here, the centre decides anew.
    private void GoOnFor(Call former, Reference rules, Actor by)
    {
        var (from, before) = (State, Category);
        (MergedInto, EndedAt, Resolution, ResolvedAt, passedOnBy) = (null, null, null, null, by.Subject);
        (Score, Comment, EvaluatedAt, Findings, Rectified, FollowedUpAt) = (null, null, null, null, false, null);
        // Told under the category under which it was closed; the next event moves it to its new one.
        Raise(new CallReopened(Id, Area, before ?? "", true, by.At));
        Category ??= former.Category;
        if (former.Urgency > Urgency) Urgency = former.Urgency;
        if (former.Level > Level) Level = former.Level;
        if (before != Category) Raise(new CallTriaged(Id, Area, Category!, before, Urgency.ToString(), OpenedAt, by.At, OpenedIn, MovedAt));
        DispatchReason = $"接续诉求 {CallNumber.Of(former.Id)}";
        if (former.IsDone || former.IsAnswered)
        {
            (Unit, State) = (null, CallState.Reopened);
            Step("GoOn", from, by, DispatchReason);
            Times.Start(this, rules, by.At);
            return;
        }
        var serves = rules.Unit(former.Unit) is { } unit && Area.StartsWith(unit.DivisionCode, StringComparison.Ordinal);
        (Unit, Times) = (serves ? former.Unit : null, former.Times.Copy());
        State = serves || !former.IsWithUnit ? former.State : Category is null ? CallState.Open : CallState.Triaged;
        if (!serves)
        {
            // Whoever gets it next must not inherit a clock that stands still.
            if (Times.Pause is not null) Times.Continue(rules.Calendar, by.At);
            Times.Accepted();
        }
        Step("GoOn", from, by, DispatchReason);
        if (IsWithUnit) Raise(new CallDispatched(Id, Area, Category!, Unit!, true, Times.AcceptDueAt ?? by.At, Times.ResolveDueAt ?? by.At, by.At));
    }

    /// <summary>The whistle that still sounds for another call sounds for this one from now on.</summary>
    public void TakeTasksOf(Call former) => (OpenTasks, former.OpenTasks) = (former.OpenTasks, 0);
}
