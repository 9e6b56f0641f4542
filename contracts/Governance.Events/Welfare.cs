namespace Governance.Events.Welfare.V1;

// Events carry ids, divisions, kinds and times; never a name, a number, an address or a health fact. Who needs more asks Welfare, with rights and a purpose of their own.

/// <summary>The record of a person of concern was opened.</summary>
/// <param name="PersonId">The record.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="Kinds">Why the person is of concern, e.g. <c>ElderlyLivingAlone</c>; kinds that tell of health are left out.</param>
/// <param name="At">When, UTC.</param>
public sealed record PersonFiled(Guid PersonId, string Area, IReadOnlyList<string> Kinds, DateTimeOffset At);

/// <summary>Somebody's risk is another one now; visits follow it.</summary>
/// <param name="PersonId">The record.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="Level"><c>Low</c>, <c>Medium</c>, <c>High</c> or <c>Critical</c>.</param>
/// <param name="PreviousLevel">Before; null = it was never assessed.</param>
/// <param name="At">When, UTC.</param>
public sealed record RiskLevelChanged(Guid PersonId, string Area, string Level, string? PreviousLevel, DateTimeOffset At);

/// <summary>A case was accepted after screening.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="CallId">Appeal in Grid that it came from; null when it came otherwise.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseAccepted(Guid CaseId, string Area, Guid? CallId, DateTimeOffset At);

/// <summary>A case was closed.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="CallId">Appeal in Grid that it came from; null when it came otherwise.</param>
/// <param name="Message">Message to the resident, without personal data; at most 500 characters.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseClosed(Guid CaseId, string Area, Guid? CallId, string Message, DateTimeOffset At);

/// <summary>A case needs volunteers.</summary>
/// <param name="NeedId">The need of the case.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Kind">Kind of service: code of a skill, e.g. <c>elderly-care</c>.</param>
/// <param name="Headcount">How many volunteers.</param>
/// <param name="StartsAt">From when, UTC.</param>
/// <param name="EndsAt">Until when, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record NeedRaised(Guid NeedId, string Area, Guid CaseId, string Kind, int Headcount, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At);

/// <summary>Somebody was referred who may need help.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Source"><c>Staff</c>, <c>Call</c> or <c>Agency</c>.</param>
/// <param name="CallId">Appeal in Grid that it came from; null when it came otherwise.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseReferred(Guid CaseId, string Area, string Source, Guid? CallId, DateTimeOffset At);

/// <summary>A plan was approved.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="At">When, UTC.</param>
public sealed record CasePlanned(Guid CaseId, string Area, DateTimeOffset At);

/// <summary>A closed case goes on.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseReopened(Guid CaseId, string Area, DateTimeOffset At);

/// <summary>A case came to another area. Further events of the case happen there.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community where it belongs now.</param>
/// <param name="FormerArea">Community where it belonged before.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseTransferred(Guid CaseId, string Area, string FormerArea, DateTimeOffset At);

/// <summary>A limit was missed: the case lies with the supervisor. Once per limit.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="Limit"><c>Screening</c>, <c>Plan</c> or <c>Review</c>.</param>
/// <param name="DueAt">When it had been due, UTC.</param>
/// <param name="At">When the clock noticed, UTC.</param>
public sealed record CaseOverdue(Guid CaseId, string Area, string Limit, DateTimeOffset DueAt, DateTimeOffset At);

/// <summary>The day of a visit has come.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="PersonId">The record.</param>
/// <param name="DueOn">The day.</param>
/// <param name="At">When, UTC.</param>
public sealed record VisitDue(Guid VisitId, string Area, Guid PersonId, DateOnly DueOn, DateTimeOffset At);

/// <summary>A visit was done.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="PersonId">The record.</param>
/// <param name="DueOn">The day on which it was due.</param>
/// <param name="At">When, UTC.</param>
public sealed record VisitDone(Guid VisitId, string Area, Guid PersonId, DateOnly DueOn, DateTimeOffset At);

/// <summary>The day of a visit went by.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="PersonId">The record.</param>
/// <param name="DueOn">The day.</param>
/// <param name="Alarm">The one before was missed too.</param>
/// <param name="At">When the clock noticed, UTC.</param>
public sealed record VisitMissed(Guid VisitId, string Area, Guid PersonId, DateOnly DueOn, bool Alarm, DateTimeOffset At);
