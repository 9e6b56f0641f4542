namespace Governance.Events.Welfare.V1;

// Events carry ids, divisions, kinds and times; never a name, a number, an address or a health fact. Who needs more asks Welfare, with rights and a purpose of their own.

/// <summary>The record of a person of concern was opened.</summary>
/// <param name="PersonId">The record.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="Kinds">Why the person is of concern; kinds that tell of health are left out.</param>
/// <param name="At">When, UTC.</param>
public sealed record PersonFiled(Guid PersonId, string Area, [Words("ElderlyLivingAlone|ElderlyEmptyNest|ElderlyLeftBehind|ElderlyBereaved|ElderlyHardship|ElderlyAged80|ChildOrphan|ChildUnsupported|ChildLeftBehind|ChildInDifficulty|MinimumLiving|LowIncome|Veteran|Graduate|Unemployed|Resettled")] IReadOnlyList<string> Kinds, DateTimeOffset At);

/// <summary>Somebody's risk is another one now; visits follow it.</summary>
/// <param name="PersonId">The record.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="Level">Level from now on.</param>
/// <param name="PreviousLevel">Before; null = it was never assessed.</param>
/// <param name="At">When, UTC.</param>
public sealed record RiskLevelChanged(Guid PersonId, string Area, [Words(Known.Risks)] string Level, [Words(Known.Risks)] string? PreviousLevel, DateTimeOffset At);

/// <summary>An allowance for the disabled was approved; it is paid month by month.</summary>
/// <param name="AllowanceId">The allowance.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="SinceDate">First day of the first month that is paid.</param>
/// <param name="At">When, UTC.</param>
public sealed record AllowanceApproved(Guid AllowanceId, string Area, [Words("Living|Nursing")] string Kind, DateOnly SinceDate, DateTimeOffset At);

/// <summary>An allowance has ended.</summary>
/// <param name="AllowanceId">The allowance.</param>
/// <param name="Area">Home community when it ended, 12 digits.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="LastMonthDate">First day of the last month that is paid.</param>
/// <param name="At">When, UTC.</param>
public sealed record AllowanceStopped(Guid AllowanceId, string Area, [Words("Living|Nursing")] string Kind, DateOnly LastMonthDate, DateTimeOffset At);

/// <summary>What a county pays in a month was approved.</summary>
/// <param name="PayListId">The list.</param>
/// <param name="Area">County, 6 digits.</param>
/// <param name="MonthDate">First day of the month.</param>
/// <param name="PaymentCount">Payments on it.</param>
/// <param name="TotalFen">Their sum, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record PayListApproved(Guid PayListId, string Area, DateOnly MonthDate, int PaymentCount, long TotalFen, DateTimeOffset At);

/// <summary>A child is reported to be without a guardian in an emergency. Who reported is told to nobody.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Area">Community where the child is, 12 digits.</param>
/// <param name="RespondByTime">By when somebody must be there, UTC.</param>
/// <param name="PlaceByTime">By when the child must be placed, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record ChildAtRiskReported(Guid ReportId, string Area, DateTimeOffset RespondByTime, DateTimeOffset PlaceByTime, DateTimeOffset At);

/// <summary>A clock of a report ran out: the next level is in charge.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Area">Community where the child is, 12 digits.</param>
/// <param name="Level">Who is in charge now.</param>
/// <param name="Clock">Which limit was missed.</param>
/// <param name="At">When, UTC.</param>
public sealed record ChildReportEscalated(Guid ReportId, string Area, [Words("County|City")] string Level, [Words("Respond|Place")] string Clock, DateTimeOffset At);

/// <summary>A child was placed, or placed elsewhere.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Area">Community where the child was found, 12 digits.</param>
/// <param name="Kind">With whom.</param>
/// <param name="At">When, UTC.</param>
public sealed record ChildPlaced(Guid ReportId, string Area, [Words("Relative|Temporary|Institution")] string Kind, DateTimeOffset At);

/// <summary>A guardian was confirmed, and the report closed.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Area">Community where the child was found, 12 digits.</param>
/// <param name="Kind">Who it is.</param>
/// <param name="At">When, UTC.</param>
public sealed record GuardianConfirmed(Guid ReportId, string Area, [Words("Parent|Relative|Designated|CivilAffairs")] string Kind, DateTimeOffset At);

/// <summary>The list of people of concern where an emergency was activated is there.</summary>
/// <param name="EmergencyId">The emergency, as in Grid.</param>
/// <param name="Area">Division that is hit, 2 to 12 digits.</param>
/// <param name="PeopleCount">How many are on it.</param>
/// <param name="At">When, UTC.</param>
public sealed record VulnerablePeopleListed(Guid EmergencyId, string Area, int PeopleCount, DateTimeOffset At);

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
/// <param name="Message">Deprecated: the same sentence in every event, for readers who do not know <c>Outcome</c> yet. In events from before <c>Outcome</c> existed: a message to the resident.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Outcome">What it came to: <c>Merged</c> when another case of the same person goes on, <c>Ended</c> for what is not told apart. Who reads it says it in words of their own. Null in events from before this field existed.</param>
public sealed record CaseClosed(Guid CaseId, string Area, Guid? CallId, string Message, DateTimeOffset At, [Words("GoalsMet|NotEligible|Declined|Withdrawn|Merged|Ended")] string? Outcome = null);

/// <summary>A case, or a person without one, needs volunteers.</summary>
/// <param name="NeedId">The need.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="CaseId">The case; the need itself when there is none.</param>
/// <param name="Kind">Kind of service: code of a skill, e.g. <c>elderly-care</c>, for volunteers; a code that begins with <c>professional-</c>, e.g. <c>professional-counselling</c>, is for organisations under contract.</param>
/// <param name="Headcount">How many volunteers, or professionals.</param>
/// <param name="StartsAt">From when, UTC.</param>
/// <param name="EndsAt">Until when, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record NeedRaised(Guid NeedId, string Area, Guid CaseId, string Kind, int Headcount, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At);

/// <summary>Somebody was referred who may need help.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Source">By whom.</param>
/// <param name="CallId">Appeal in Grid that it came from; null when it came otherwise.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseReferred(Guid CaseId, string Area, [Words(Known.CaseSources)] string Source, Guid? CallId, DateTimeOffset At);

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

/// <summary>A case belongs to another community of the same keeper: its person has moved, two records were merged, or the community was. It goes on as it was.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community where it belongs now.</param>
/// <param name="FormerArea">Community where it belonged before.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseMoved(Guid CaseId, string Area, string FormerArea, DateTimeOffset At);

/// <summary>A limit was missed: the case lies with the supervisor. Once per limit.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person.</param>
/// <param name="Limit">Which limit.</param>
/// <param name="DueAt">When it had been due, UTC.</param>
/// <param name="At">When the clock noticed, UTC.</param>
public sealed record CaseOverdue(Guid CaseId, string Area, [Words("Screening|Plan|Review")] string Limit, DateTimeOffset DueAt, DateTimeOffset At);

/// <summary>A case came to a state that no other event tells.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Area">Community of the person: the screening may have found out another one than it was referred in.</param>
/// <param name="State">State from now on.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseProgressed(Guid CaseId, string Area, [Words("Screened|InService|Review")] string State, DateTimeOffset At);

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

/// <summary>A public-welfare job was opened.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Area">County, town or community.</param>
/// <param name="Places">How many places it has.</param>
/// <param name="At">When, UTC.</param>
public sealed record JobOpened(Guid JobId, string Area, int Places, DateTimeOffset At);

/// <summary>Somebody was given a place of a job for a term.</summary>
/// <param name="EngagementId">The engagement.</param>
/// <param name="Area">Where the job is.</param>
/// <param name="JobId">The job.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="UntilOn">Last day of the term.</param>
/// <param name="At">When, UTC.</param>
public sealed record PersonEngaged(Guid EngagementId, string Area, Guid JobId, DateOnly StartsOn, DateOnly UntilOn, DateTimeOffset At);

/// <summary>An engagement has ended; the place is free.</summary>
/// <param name="EngagementId">The engagement.</param>
/// <param name="Area">Where the job is.</param>
/// <param name="JobId">The job.</param>
/// <param name="Ground">Why it ended.</param>
/// <param name="EndedOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record EngagementEnded(Guid EngagementId, string Area, Guid JobId, [Words("Term|OtherWork|Resigned|Unfit|Died")] string Ground, DateOnly EndedOn, DateTimeOffset At);

/// <summary>What a county pays to those engaged in jobs in a month was approved.</summary>
/// <param name="PayListId">The list.</param>
/// <param name="Area">County.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="PaymentCount">How many payments.</param>
/// <param name="TotalFen">Their sum, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record JobPayListApproved(Guid PayListId, string Area, DateOnly Month, int PaymentCount, long TotalFen, DateTimeOffset At);
