namespace Governance.Events.Grid.V1;

// Events carry ids, places, kinds and times; never a text, a name or a phone. Who needs more asks Grid, with rights of their own.

/// <summary>The administrative map was brought to a new state.</summary>
/// <param name="ImportId">This import.</param>
/// <param name="Area">Root of what was compared, e.g. <c>51</c>.</param>
/// <param name="Added">Codes that are new.</param>
/// <param name="Renamed">Codes whose name changed.</param>
/// <param name="Retired">Codes that no longer exist.</param>
/// <param name="AddedCount">How many are new; the list ends at 1,000.</param>
/// <param name="RenamedCount">How many were renamed; the list ends at 1,000.</param>
/// <param name="RetiredCount">How many were retired; the list ends at 1,000.</param>
/// <param name="AddedNames">Names of <c>Added</c>, in the same order; null in events before this field existed.</param>
/// <param name="RenamedNames">Names of <c>Renamed</c> now, in the same order; null in events before this field existed.</param>
[HoldsBelow]
public sealed record DivisionsImported(Guid ImportId, string Area, IReadOnlyList<string> Added, IReadOnlyList<string> Renamed, IReadOnlyList<string> Retired,
    int AddedCount, int RenamedCount, int RetiredCount, IReadOnlyList<string>? AddedNames = null, IReadOnlyList<string>? RenamedNames = null);

/// <summary>A grid was set up, changed or retired.</summary>
/// <param name="GridId">Internal id of the grid.</param>
/// <param name="Area">Code of the grid, 15 digits.</param>
/// <param name="Name">Its name now.</param>
/// <param name="Kind">What kind of grid.</param>
/// <param name="Change">What was done.</param>
/// <param name="At">When, UTC.</param>
public sealed record GridChanged(Guid GridId, string Area, string Name, [Words("General|Special")] string Kind, [Words("Created|Updated|Retired")] string Change, DateTimeOffset At);

/// <summary>A worker became responsible for a grid, or a grid was left without one.</summary>
/// <param name="GridId">Internal id of the grid.</param>
/// <param name="Area">Code of the grid, 15 digits.</param>
/// <param name="WorkerId">Who is responsible now; null when nobody is.</param>
/// <param name="PreviousWorkerId">Who was before; null when nobody was.</param>
/// <param name="At">When, UTC.</param>
public sealed record WorkerAssigned(Guid GridId, string Area, Guid? WorkerId, Guid? PreviousWorkerId, DateTimeOffset At);

/// <summary>A resident's appeal has been taken in.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Community (12 digits) or grid (15 digits) where it happened.</param>
/// <param name="Category">Category code, e.g. <c>0302</c>; null while nobody has classified it.</param>
/// <param name="Source">How it came in.</param>
/// <param name="Urgency">How urgent it is.</param>
/// <param name="At">When it was taken in, UTC.</param>
public sealed record CallOpened(Guid CallId, string Area, string? Category, [Words("GridWorker|Hotline|Online|WalkIn|Community|Sensor|DeputiesOffice|Agency")] string Source, [Words(Known.Urgencies)] string Urgency, DateTimeOffset At);

/// <summary>A call was classified, or classified anew.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="PreviousCategory">Category before; null at the first time.</param>
/// <param name="Urgency">Urgency now.</param>
/// <param name="OpenedAt">When the call was taken in, UTC: on that day it now counts under the new category.</param>
/// <param name="At">When, UTC.</param>
/// <param name="OpenedIn">Where it was taken in, when its community was reorganised since; otherwise null. Its intake counts there.</param>
/// <param name="MovedAt">When it was moved last, UTC; null when it never was.</param>
public sealed record CallTriaged(Guid CallId, string Area, string Category, string? PreviousCategory, [Words(Known.Urgencies)] string Urgency, DateTimeOffset OpenedAt, DateTimeOffset At,
    string? OpenedIn = null, DateTimeOffset? MovedAt = null);

/// <summary>A call came to another place because its community was reorganised. Further events of the call happen there.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Community or grid where it belongs now.</param>
/// <param name="FormerArea">Where it belonged before.</param>
/// <param name="Category">Category code; null while nobody has classified it.</param>
/// <param name="Open">It had not come to its end: it counts among the open calls of the new place from now on.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallMoved(Guid CallId, string Area, string FormerArea, string? Category, bool Open, DateTimeOffset At);

/// <summary>A call was sent to the unit that must answer it.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="Unit">Unit code, e.g. <c>510104-01</c>.</param>
/// <param name="Automatic">A rule dispatched it, not the centre.</param>
/// <param name="AcceptDueAt">When the unit must have accepted, UTC.</param>
/// <param name="ResolveDueAt">When it must be resolved, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallDispatched(Guid CallId, string Area, string Category, string Unit, bool Automatic, DateTimeOffset AcceptDueAt, DateTimeOffset ResolveDueAt, DateTimeOffset At);

/// <summary>The unit took the call on.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="Unit">Unit code.</param>
/// <param name="OnTime">Within the limit.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallAccepted(Guid CallId, string Area, string Category, string Unit, bool OnTime, DateTimeOffset At);

/// <summary>The unit sent the call back.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="Unit">Unit that sent it back.</param>
/// <param name="ReturnCount">How often it has been sent back by now.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallReturned(Guid CallId, string Area, string Category, string Unit, int ReturnCount, DateTimeOffset At);

/// <summary>A further step of a call that concerns only its state.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Step">What happened.</param>
/// <param name="State">State of the call now.</param>
/// <param name="ResolveDueAt">When it must be resolved now, UTC; null while the clock is paused.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallProgressed(Guid CallId, string Area, [Words("Start|Pause|Resume|Extend|FollowUp|Remind|Reschedule|TakeBack")] string Step, [Words(Known.CallStates)] string State, DateTimeOffset? ResolveDueAt, DateTimeOffset At);

/// <summary>A call was handed to the next level up.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code; null while nobody has classified it.</param>
/// <param name="Level">Who answers now.</param>
/// <param name="Automatic">The clock did it.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallEscalated(Guid CallId, string Area, string? Category, [Words("Town|County|City")] string Level, bool Automatic, DateTimeOffset At);

/// <summary>A time limit was missed. Once per limit.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code; null while nobody has classified it.</param>
/// <param name="Unit">Unit that had it; null in the queue.</param>
/// <param name="Limit">Which limit.</param>
/// <param name="FirstMiss">It is this call's first missed limit.</param>
/// <param name="DueAt">When it had been due, UTC.</param>
/// <param name="At">When the clock noticed, UTC.</param>
public sealed record CallOverdue(Guid CallId, string Area, string? Category, string? Unit, [Words("Accept|Resolve")] string Limit, bool FirstMiss, DateTimeOffset DueAt, DateTimeOffset At);

/// <summary>A call was answered.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="Unit">Unit that answered.</param>
/// <param name="OnTime">Within the limit.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallResolved(Guid CallId, string Area, string Category, string Unit, bool OnTime, DateTimeOffset At);

/// <summary>The person evaluated the answer.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="Unit">Unit that had answered.</param>
/// <param name="Score">1 to 5; 1 and 2 are bad reviews.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallEvaluated(Guid CallId, string Area, string Category, string Unit, int Score, DateTimeOffset At);

/// <summary>A call came to its end.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code; null when nobody had classified it.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="MergedIntoId">The call that stays, for <c>Merged</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="OpenedIn">Where it was taken in, when its community has been reorganised since; else null, as in events before this field existed.</param>
public sealed record CallClosed(Guid CallId, string Area, string? Category, [Words("Closed|Withdrawn|Merged")] string Outcome, Guid? MergedIntoId, DateTimeOffset At, string? OpenedIn = null);

/// <summary>A call that was merged into another was answered with it: whoever appealed can be told.</summary>
/// <param name="CallId">The merged call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code; empty when nobody classified it.</param>
/// <param name="IntoId">The call that it was merged into and that was answered.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallAnswered(Guid CallId, string Area, string Category, Guid IntoId, DateTimeOffset At);

/// <summary>An answered or closed call was opened again.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Category">Category code.</param>
/// <param name="WasClosed">It had come to its end before.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallReopened(Guid CallId, string Area, string Category, bool WasClosed, DateTimeOffset At);

/// <summary>A whistle was called off.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Units">Whose tasks are no longer needed.</param>
/// <param name="At">When, UTC.</param>
public sealed record WhistleWithdrawn(Guid WhistleId, Guid CallId, string Area, IReadOnlyList<string> Units, DateTimeOffset At);

/// <summary>Units were summoned to a call.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Units">Who was summoned.</param>
/// <param name="ReportDueAt">When they must have reported in, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record WhistleBlown(Guid WhistleId, Guid CallId, string Area, IReadOnlyList<string> Units, DateTimeOffset ReportDueAt, DateTimeOffset At);

/// <summary>A summoned unit reported in.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Unit">Who reported in.</param>
/// <param name="OnTime">Within the limit.</param>
/// <param name="At">When, UTC.</param>
public sealed record UnitReportedIn(Guid WhistleId, Guid CallId, string Area, string Unit, bool OnTime, DateTimeOffset At);

/// <summary>A summoned unit has not reported in within its limit. Once a unit.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Unit">Who was summoned.</param>
/// <param name="DueAt">When it had been due, UTC.</param>
/// <param name="At">When the clock noticed, UTC.</param>
public sealed record WhistleOverdue(Guid WhistleId, Guid CallId, string Area, string Unit, DateTimeOffset DueAt, DateTimeOffset At);

/// <summary>A summoned unit handed in what it did.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="CallId">The call.</param>
/// <param name="Area">Where it happened.</param>
/// <param name="Unit">Who handed in.</param>
/// <param name="Complete">It was the last task that was open.</param>
/// <param name="At">When, UTC.</param>
public sealed record UnitHandedIn(Guid WhistleId, Guid CallId, string Area, string Unit, bool Complete, DateTimeOffset At);

/// <summary>An emergency was declared.</summary>
/// <param name="EmergencyId">The emergency.</param>
/// <param name="Area">Division that is hit, 2 to 12 digits.</param>
/// <param name="Kind">What strikes.</param>
/// <param name="Level">1 = gravest … 4.</param>
/// <param name="At">When, UTC.</param>
[HoldsBelow]
public sealed record EmergencyActivated(Guid EmergencyId, string Area, [Words(Known.Emergencies)] string Kind, int Level, DateTimeOffset At);

/// <summary>An emergency is over.</summary>
/// <param name="EmergencyId">The emergency.</param>
/// <param name="Area">Division that was hit.</param>
/// <param name="Kind">As in EmergencyActivated.</param>
/// <param name="GridCount">Grids that had a household check, in all of <c>Area</c>; whoever reads the feed for a part of it is told the figure of the whole.</param>
/// <param name="CompleteGridCount">Grids whose check was complete, as GridCount.</param>
/// <param name="At">When, UTC.</param>
[HoldsBelow]
public sealed record EmergencyDeactivated(Guid EmergencyId, string Area, [Words(Known.Emergencies)] string Kind, int GridCount, int CompleteGridCount, DateTimeOffset At);

/// <summary>A year of the working calendar was published or changed. What it lists is the whole year: another day is off on Saturday and Sunday alone.</summary>
/// <param name="PublicationId">The publication.</param>
/// <param name="Area">The province: one calendar for all of it.</param>
/// <param name="Year">E.g. 2027.</param>
/// <param name="Holidays">Days off.</param>
/// <param name="Workdays">Saturdays and Sundays that are worked on.</param>
/// <param name="At">When, UTC.</param>
[HoldsBelow]
public sealed record CalendarPublished(Guid PublicationId, string Area, int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> Workdays, DateTimeOffset At);

/// <summary>
/// Communities were merged, split or moved. What belonged to a former code belongs to the code beside it from now on; what belonged to a grid goes with the grid. DivisionsImported, with the
/// codes that are new and retired, precedes it under the same subject; whoever reads both from queues of their own may see this first, so that re-mapping must not ask a map of its own
/// whether the successor exists. May be told again later, with the same reorganisation and time, for a service that has joined since.
/// </summary>
/// <param name="ReorganizationId">The reorganisation.</param>
/// <param name="Area">County, 6 digits.</param>
/// <param name="Former">Codes of communities that are retired.</param>
/// <param name="Successors">Code that takes over, in the same order; of a community that was split, the part that takes over what belonged to no grid.</param>
/// <param name="At">When, UTC.</param>
/// <param name="FormerGrids">Codes of grids that are retired; null in events before this field existed.</param>
/// <param name="SuccessorGrids">Code under which each goes on, in the same order; null in events before this field existed.</param>
[HoldsBelow]
public sealed record CommunitiesReorganized(Guid ReorganizationId, string Area, IReadOnlyList<string> Former, IReadOnlyList<string> Successors, DateTimeOffset At,
    IReadOnlyList<string>? FormerGrids = null, IReadOnlyList<string>? SuccessorGrids = null);

/// <summary>A dispute was taken in.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Community (12 digits) or grid (15 digits) where it is.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Risk">How grave it may become.</param>
/// <param name="CallId">Call that it comes out of; null without one.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeOpened(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, [Words("Low|Medium|High")] string Risk, Guid? CallId, DateTimeOffset At);

/// <summary>A dispute went up one level.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="Level">Level that answers for it now.</param>
/// <param name="Automatic">By the clock: the level below missed its limit.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeEscalated(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, [Words("Town|County|City")] string Level, bool Automatic, DateTimeOffset At);

/// <summary>The county was told of a dispute with a high risk.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="OnTime">Within the limit.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeReported(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, bool OnTime, DateTimeOffset At);

/// <summary>Nobody told the county in time of a dispute with a high risk.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeReportOverdue(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, DateTimeOffset DueAt, DateTimeOffset At);

/// <summary>A dispute was agreed on or decided.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="Proceeding">Which way.</param>
/// <param name="Level">Level that settled it.</param>
/// <param name="CallId">Call that it came out of; null without one.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeSettled(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, [Words("PeoplesMediation|AdministrativeMediation|Arbitration|AdministrativeRuling|AdministrativeReview|Litigation")] string Proceeding, [Words("Community|Town|County|City")] string Level, Guid? CallId, DateTimeOffset At);

/// <summary>The agreement of a dispute was broken: it is open again.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="Times">How often, this one included.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeReopened(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, int Times, DateTimeOffset At);

/// <summary>A dispute came to its end.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="Outcome"><c>Closed</c> when it was performed.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeClosed(Guid DisputeId, string Area, [Words(Known.Disputes)] string Kind, [Words("Closed|Withdrawn")] string Outcome, DateTimeOffset At);

/// <summary>A dispute comes to another place with its community, which was reorganised.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Area">Where it is now.</param>
/// <param name="FormerArea">Where it was.</param>
/// <param name="Kind">As in DisputeOpened.</param>
/// <param name="At">When, UTC.</param>
public sealed record DisputeMoved(Guid DisputeId, string Area, string FormerArea, [Words(Known.Disputes)] string Kind, DateTimeOffset At);

/// <summary>The results of a year's appraisals of a county were published.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Area">County, 6 digits.</param>
/// <param name="Year">Year that was appraised.</param>
/// <param name="At">When, UTC.</param>
public sealed record AppraisalsPublished(Guid RoundId, string Area, int Year, DateTimeOffset At);
