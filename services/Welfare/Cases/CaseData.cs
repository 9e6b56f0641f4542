using Governance.Access;
using Governance.Welfare.People;

namespace Governance.Welfare.Cases;

internal enum PlanState { Submitted = 1, Approved, Rejected }
internal enum CaseTaskState { Given = 1, Done, Dropped }
internal enum CaseLimitKind { Screening = 1, Plan, Review }
internal enum CaseLimitUnit { ClockHour = 1, WorkingDay, Month }

/// <summary>A note; the first may be what the case was referred with. Never changed. Its own area, as a step.</summary>
internal sealed class CaseNote : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public required string Area { get; init; }

    /// <summary>What the case was referred with.</summary>
    public bool IsSummary { get; init; }

    /// <summary>Encrypted.</summary>
    public byte[] Text { get; init; } = [];
    public List<string> Attachments { get; init; } = [];
    public string By { get; init; } = "";
}

/// <summary>A plan. Its own area, as a step.</summary>
internal sealed class CasePlan : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public int Number { get; init; }
    public required string Area { get; init; }
    public PlanState State { get; private set; } = PlanState.Submitted;

    /// <summary>Goals, actions and their results, encrypted.</summary>
    public byte[] Content { get; set; } = [];
    public string Writer { get; init; } = "";
    public string Decider { get; private set; } = "";
    public DateTimeOffset SubmittedAt { get; init; }

    public void Decide(bool approve, Actor me)
    {
        if (Writer == me.Subject) throw CaseRefusals.OwnApproval();
        (State, Decider) = (approve ? PlanState.Approved : PlanState.Rejected, me.Subject);
    }
}

/// <summary>Something that a worker is to do. Stays with those who gave it.</summary>
internal sealed class CaseTask : IAreaScoped
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public required string Area { get; init; }

    /// <summary>Encrypted.</summary>
    public byte[] What { get; init; } = [];
    public string Worker { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public CaseTaskState State { get; private set; } = CaseTaskState.Given;

    /// <summary>Encrypted.</summary>
    public byte[]? Result { get; private set; }
    public string By { get; init; } = "";

    public void Finish(byte[] result)
    {
        if (State != CaseTaskState.Given) throw CaseRefusals.TaskEnded();
        (State, Result) = (CaseTaskState.Done, result);
    }

    /// <summary>The case goes on, or ends, without it.</summary>
    public void Drop() => State = CaseTaskState.Dropped;
}

/// <summary>Somebody who works on cases in an area.</summary>
internal sealed class CaseWorker : IAreaScoped
{
    public Guid Id { get; init; }
    public string Subject { get; init; } = "";
    public required string Area { get; init; }

    /// <summary>With which they sign in: what it is granted decides what they may open.</summary>
    public string Role { get; init; } = "";
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>An appeal of which Grid told that it has ended before it told that it was dispatched: what comes late opens nothing.</summary>
[Messaging.Nationwide("the id of an appeal, told of nobody; read by the consumer alone")]
internal sealed class EndedCall
{
    public Guid CallId { get; init; }
    public DateTimeOffset At { get; set; }
    public Guid? MergedInto { get; set; }
}

/// <summary>How long a step may take, from a day on.</summary>
[Messaging.Nationwide("limits hold for the whole province; who may set one covers it")]
internal sealed class CaseLimit
{
    public CaseLimitKind Kind { get; init; }
    public DateOnly Since { get; init; }
    public int Amount { get; init; }
    public CaseLimitUnit Unit { get; init; }
}
