using Governance.Events.Grid.V1;

namespace Governance.Grid.Calls;

/// <summary>Several people call about the same: one call goes on for all, and its answer is everybody's.</summary>
internal sealed partial class Call
{
    public void Merge(Call into, string reason, Actor by)
    {
        if (IsDone || IsAnswered) throw CallRefusals.IsDone(State);
        if (into.IsDone) throw CallRefusals.IsDone(into.State);
        if (MergedCount > 0) throw CallRefusals.HasMergedCalls();
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
        if (MergedInto != into.Id || into.ResolvedAt is null || (ResolvedAt, Resolution) == (into.ResolvedAt, into.Resolution)) return false;
        (Resolution, ResolvedAt) = (into.Resolution, into.ResolvedAt);
        Step("Answer", State, by, "");
        Raise(new CallAnswered(Id, Area, Category ?? "", into.Id, by.At));
        return true;
    }
}
