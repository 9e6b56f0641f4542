using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Categories;

namespace Governance.Grid.Calls;

/// <summary>Who owns a call. Never nobody: without a unit it is the centre's, and whoever works on it has it (constraint ck_calls_owned).</summary>
internal sealed partial class Call
{
    /// <summary>The unit that has it, else the division whose centre has it in its queue; null when it is done.</summary>
    public string? OwnerCode => IsDone ? null : Unit ?? (Level == ResponseLevel.City ? Area[..4] : Area[..6]);

    public void Return(string reason, Actor by)
    {
        if (State != CallState.Dispatched) throw CallRefusals.NotDispatched(State);
        if (Urgency == CallUrgency.Emergency) throw CallRefusals.IsEmergency();
        if (ReturnCount >= ReturnsAllowed) throw CallRefusals.ReturnedTooOften();
        ReturnCount++;
        var unit = Unit!;
        returns.Add(new CallReturn(Guid.CreateVersion7(by.At), Id, Area, ReturnCount, unit, Category!, reason, by.Subject, by.At));
        Unit = null;
        DispatchReason = $"{unit} 退单：{reason}";
        Move(CallState.Returned, "Return", by, reason);
        Times.Accepted();
        Raise(new CallReturned(Id, Area, Category!, unit, ReturnCount, by.At));
    }

    /// <summary>Its unit is no more: the rules decide anew, and what none takes is the centre's.</summary>
    public void TakeBack(Reference rules, Actor by)
    {
        if (!IsWithUnit) return;
        // Whoever gets it next must not inherit a clock that stands still.
        if (Times.Pause is not null) Times.Continue(rules.Calendar, by.At);
        var unit = Unit;
        Unit = null;
        DispatchReason = $"{unit} 已撤销，退回中心";
        Move(CallState.Triaged, "TakeBack", by, DispatchReason);
        Times.Accepted();
        Progressed("TakeBack", by);
        if (rules.Leaf(Category ?? "") is { } category) ApplyRules(category, rules, by);
    }
}

/// <summary>That a unit has sent a call back: which, when, why. Never changed.</summary>
internal sealed record CallReturn(Guid Id, Guid CallId, string Area, int Ordinal, string Unit, string Category, string Reason, string Actor, DateTimeOffset At) : IAreaScoped, IUnitBound;
