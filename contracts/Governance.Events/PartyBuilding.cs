namespace Governance.Events.Party.V1;

// Events carry ids, places, kinds and times; never a name, a number, a phone or a reason. Who needs more asks the party service, with rights of its own.

/// <summary>A party member reported to the community where they live (双报到) and offers to serve there.</summary>
/// <param name="ReportInId">The report-in; who may, asks the party service for the person behind it.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="MemberId">The member.</param>
/// <param name="At">When, UTC.</param>
public sealed record MemberReportedIn(Guid ReportInId, string Area, Guid MemberId, DateTimeOffset At);

/// <summary>Somebody became a community worker.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="VolunteerId">The same person's registration in Volunteers; null = none is known.</param>
/// <param name="At">When, UTC.</param>
public sealed record WorkerAppointed(Guid WorkerId, string Area, Guid? VolunteerId, DateTimeOffset At);

/// <summary>The grade of a community worker changed.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="PreviousGrade">Grade before.</param>
/// <param name="Grade">Grade from now on.</param>
/// <param name="EffectiveOn">Day from which on it holds.</param>
/// <param name="RegradingId">The regrading that changed it or took it back; null = another post did.</param>
/// <param name="At">When, UTC.</param>
public sealed record WorkerRegraded(Guid WorkerId, string Area, int PreviousGrade, int Grade, DateOnly EffectiveOn, Guid? RegradingId, DateTimeOffset At);

/// <summary>A community worker left.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Leave">How.</param>
/// <param name="LeftOn">Last day.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record WorkerReleased(Guid WorkerId, string Area, [Words("Resigned|Dismissed|ContractEnded|Retired|Died")] string Leave, DateOnly LeftOn, DateTimeOffset At);

/// <summary>One of the two committees of a community was elected: a term begins.</summary>
/// <param name="TeamId">The committee.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Body">Which team.</param>
/// <param name="StartsOn">Day of the election.</param>
/// <param name="EndsOn">Last day of the term.</param>
/// <param name="Elected">How many posts it filled.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record TeamElected(Guid TeamId, string Area, [Words(Known.TeamBodies)] string Body, DateOnly StartsOn, DateOnly EndsOn, int Elected, DateTimeOffset At);

/// <summary>A committee was reminded that its term ends.</summary>
/// <param name="TeamId">The committee.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Body">Which team.</param>
/// <param name="EndsOn">Last day of the term.</param>
/// <param name="At">When, UTC.</param>
public sealed record TeamReminded(Guid TeamId, string Area, [Words(Known.TeamBodies)] string Body, DateOnly EndsOn, DateTimeOffset At);

/// <summary>Somebody came to a post of a committee.</summary>
/// <param name="HoldingId">That somebody holds the post; who it is, asks the party service.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="TeamId">The committee.</param>
/// <param name="Body">Which team.</param>
/// <param name="Post">As what.</param>
/// <param name="Mode">How they came to it.</param>
/// <param name="StartedOn">Since when.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record HoldingBegan(Guid HoldingId, string Area, Guid TeamId, [Words(Known.TeamBodies)] string Body, [Words("Head|Deputy|Ordinary")] string Post, [Words("Elected|Appointed")] string Mode, DateOnly StartedOn, DateTimeOffset At);

/// <summary>Somebody holds a post no more.</summary>
/// <param name="HoldingId">That somebody held the post.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="TeamId">The committee.</param>
/// <param name="End">How it ended.</param>
/// <param name="EndedOn">Last day.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record HoldingEnded(Guid HoldingId, string Area, Guid TeamId, [Words("Term|Resigned|Removed|CalledAway|Died|Reorganized")] string End, DateOnly EndedOn, DateTimeOffset At);

/// <summary>A secretary is filed with the county (县级备案).</summary>
/// <param name="FilingId">The filing.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="HoldingId">That somebody is secretary.</param>
/// <param name="At">When, UTC.</param>
public sealed record SecretaryFiled(Guid FilingId, string Area, Guid HoldingId, DateTimeOffset At);

/// <summary>An organisation was established.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it works in, 2 to 12 digits, or a grid of 15.</param>
/// <param name="Kind">What kind of organisation.</param>
/// <param name="Seat">What it sits in.</param>
/// <param name="ParentId">The organisation above; null = none.</param>
/// <param name="EstablishedOn">Day on which it was established.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record OrganizationEstablished(Guid OrganizationId, string Area, [Words(Known.PartyKinds)] string Kind, [Words("Division|Town|Community|ResidentGroup|Grid|Compound|Workplace|TwoNew")] string Seat, Guid? ParentId, DateOnly EstablishedOn, DateTimeOffset At);

/// <summary>An organisation became another kind, since its full members have become more or fewer.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it works in.</param>
/// <param name="Kind">Its kind from now on.</param>
/// <param name="PreviousKind">Its kind before.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationKindChanged(Guid OrganizationId, string Area, [Words(Known.PartyKinds)] string Kind, [Words(Known.PartyKinds)] string PreviousKind, DateTimeOffset At);

/// <summary>An organisation went below another, with all below it.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it works in.</param>
/// <param name="ParentId">The organisation above from now on.</param>
/// <param name="PreviousParentId">The organisation above before; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationMoved(Guid OrganizationId, string Area, Guid ParentId, Guid? PreviousParentId, DateTimeOffset At);

/// <summary>An organisation is no more.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it worked in.</param>
/// <param name="SuccessorId">The organisation that has its members from now on, which <c>MembersAbsorbed</c> names there; null = it had none any more.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationDissolved(Guid OrganizationId, string Area, Guid? SuccessorId, DateTimeOffset At);

/// <summary>A leading body was elected: its term runs.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it works in.</param>
/// <param name="StartsOn">Day of the election.</param>
/// <param name="EndsOn">Last day of the term.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record TermBegan(Guid OrganizationId, string Area, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At);

/// <summary>A term was extended.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it works in.</param>
/// <param name="EndsOn">Last day of the term from now on.</param>
/// <param name="At">When, UTC.</param>
public sealed record TermExtended(Guid OrganizationId, string Area, DateOnly EndsOn, DateTimeOffset At);

/// <summary>An organisation was reminded that its term ends.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division that it works in.</param>
/// <param name="EndsOn">Last day of the term.</param>
/// <param name="At">When, UTC.</param>
public sealed record TermReminded(Guid OrganizationId, string Area, DateOnly EndsOn, DateTimeOffset At);

/// <summary>Somebody joined the Party: became a probationary member.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Area">Where the organisation works.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="JoinedOn">Day of joining.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record MemberAdmitted(Guid MemberId, string Area, Guid OrganizationId, DateOnly JoinedOn, DateTimeOffset At);

/// <summary>Somebody on the roster took a step forward or back, applied, or is on it no more.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Area">Where the organisation works.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="State">State from now on.</param>
/// <param name="PreviousState">State before; null at the first application.</param>
/// <param name="ChangedOn">Day of the step.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record MemberStateChanged(Guid MemberId, string Area, Guid OrganizationId, [Words(Known.MemberStates)] string State, [Words(Known.MemberStates)] string? PreviousState, DateOnly ChangedOn, DateTimeOffset At);

/// <summary>
/// A member belongs to another organisation: its letter was received. Told where the member is now; where they were, <c>MemberDeparted</c> precedes it under the same subject. Members of an organisation
/// that is merged have neither; see <c>MembersAbsorbed</c>.
/// </summary>
/// <param name="MemberId">The member.</param>
/// <param name="Area">Where the organisation works that the member belongs to now.</param>
/// <param name="OrganizationId">That organisation.</param>
/// <param name="PreviousArea">Where the organisation before works.</param>
/// <param name="PreviousOrganizationId">The organisation before.</param>
/// <param name="TransferId">The letter.</param>
/// <param name="At">When, UTC.</param>
/// <param name="State">The member's state, for whoever hears of them here first; null in events before this field existed.</param>
public sealed record MemberTransferred(Guid MemberId, string Area, Guid OrganizationId, string PreviousArea, Guid PreviousOrganizationId, Guid TransferId, DateTimeOffset At, [Words(Known.MemberStates)] string? State = null);

/// <summary>A member belongs to an organisation no more, since another has received its letter. Told where the member was; <c>MemberTransferred</c> tells it where they are.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Area">Where the organisation works that the member has left.</param>
/// <param name="OrganizationId">That organisation.</param>
/// <param name="NextArea">Where the organisation works that the member belongs to now.</param>
/// <param name="NextOrganizationId">That organisation.</param>
/// <param name="TransferId">The letter.</param>
/// <param name="At">When, UTC.</param>
public sealed record MemberDeparted(Guid MemberId, string Area, Guid OrganizationId, string NextArea, Guid NextOrganizationId, Guid TransferId, DateTimeOffset At);

/// <summary>
/// An organisation was merged into this one, and these people belong here now. Told where this organisation works; where the former one did, <c>OrganizationDissolved</c> tells it. Many people are
/// several events.
/// </summary>
/// <param name="OrganizationId">The organisation that they belong to now.</param>
/// <param name="Area">Where it works.</param>
/// <param name="FormerId">The organisation that is no more.</param>
/// <param name="FormerArea">Where that one worked.</param>
/// <param name="MemberIds">Who, at most 2,000.</param>
/// <param name="States">The state of each, in the same order.</param>
/// <param name="At">When, UTC.</param>
public sealed record MembersAbsorbed(Guid OrganizationId, string Area, Guid FormerId, string FormerArea, IReadOnlyList<Guid> MemberIds, [Words(Known.MemberStates)] IReadOnlyList<string> States, DateTimeOffset At);

/// <summary>A part of a roster was entered. Such members have no <c>MemberStateChanged</c> of their own.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Area">Where the organisations work; a part for several places is an event for each.</param>
/// <param name="MemberIds">Who was entered, at most 2,000.</param>
/// <param name="OrganizationIds">The organisation of each, in the same order.</param>
/// <param name="States">The state of each, in the same order.</param>
/// <param name="At">When, UTC.</param>
public sealed record MembersImported(Guid BatchId, string Area, IReadOnlyList<Guid> MemberIds, IReadOnlyList<Guid> OrganizationIds, [Words(Known.MemberStates)] IReadOnlyList<string> States, DateTimeOffset At);

/// <summary>A unit's organisation reported to the community where the unit sits (双报到).</summary>
/// <param name="ReportInId">The report-in.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="OrganizationId">The unit's organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record UnitReportedIn(Guid ReportInId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>A member or unit is reported in no more.</summary>
/// <param name="ReportInId">The report-in.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="End">How it ended.</param>
/// <param name="At">When, UTC.</param>
public sealed record ReportInEnded(Guid ReportInId, string Area, [Words("Moved|Withdrawn|MembershipEnded|UnitDissolved")] string End, DateTimeOffset At);

/// <summary>A year of a report-in was appraised; the home organisation is told.</summary>
/// <param name="AppraisalId">The appraisal.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="ReportInId">The report-in.</param>
/// <param name="Year">The year.</param>
/// <param name="At">When, UTC.</param>
public sealed record ReportInAppraised(Guid AppraisalId, string Area, Guid ReportInId, int Year, DateTimeOffset At);

/// <summary>A member served, and the community has confirmed it. Volunteers makes a service record of it, under the entry's id, so that nobody types it again.</summary>
/// <param name="UndertakingId">What was undertaken.</param>
/// <param name="Area">Community where it was, 12 digits.</param>
/// <param name="EntryId">Id of the entry, and of the record in Volunteers; once for each service and member.</param>
/// <param name="ReportInId">The report-in of the member or the unit.</param>
/// <param name="MemberId">Who served.</param>
/// <param name="VolunteerId">The same person's registration in Volunteers.</param>
/// <param name="Kind">Code of a skill, or <c>general</c>.</param>
/// <param name="StartsAt">From when, UTC.</param>
/// <param name="Minutes">How long, in half hours.</param>
/// <param name="At">When Volunteers was told, UTC.</param>
public sealed record MemberServed(Guid UndertakingId, string Area, Guid EntryId, Guid ReportInId, Guid MemberId, Guid VolunteerId, string Kind, DateTimeOffset StartsAt, int Minutes, DateTimeOffset At);

/// <summary>An item of one of the three lists was claimed; it is confirmed or declined next.</summary>
/// <param name="ClaimId">The claim.</param>
/// <param name="Area">Where what it brings goes: the community that claims a resource or whose demand or project it is, else the division of the regional committee.</param>
/// <param name="ItemId">The item.</param>
/// <param name="List">Which list.</param>
/// <param name="UnitId">The member unit that claims; null for a resource.</param>
/// <param name="CommunityCode">The community that claims a resource; null for the others.</param>
/// <param name="Quantity">How much of it.</param>
/// <param name="At">When, UTC.</param>
public sealed record ItemClaimed(Guid ClaimId, string Area, Guid ItemId, [Words(Known.Lists)] string List, Guid? UnitId, string? CommunityCode, int Quantity, DateTimeOffset At);

/// <summary>What was claimed was carried out.</summary>
/// <param name="ClaimId">The claim.</param>
/// <param name="Area">Where what it brings goes: the community that claims a resource or whose demand or project it is, else the division of the regional committee.</param>
/// <param name="ItemId">The item.</param>
/// <param name="List">Which list.</param>
/// <param name="UnitId">The member unit that claimed; null for a resource.</param>
/// <param name="CommunityCode">The community that claimed a resource; null for the others.</param>
/// <param name="Quantity">How much of it.</param>
/// <param name="At">When, UTC.</param>
public sealed record ItemCompleted(Guid ClaimId, string Area, Guid ItemId, [Words(Known.Lists)] string List, Guid? UnitId, string? CommunityCode, int Quantity, DateTimeOffset At);

/// <summary>What was resolved by four meetings was made public (四议两公开), or later what came of it.</summary>
/// <param name="MotionId">The motion.</param>
/// <param name="Area">Community or village, 12 digits.</param>
/// <param name="Kind">What was made public.</param>
/// <param name="StartsOn">Public from this day.</param>
/// <param name="EndsOn">Public until this day.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record ResolutionPublished(Guid MotionId, string Area, [Words("Decision|Result")] string Kind, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At);

/// <summary>A charter or convention of residents was filed and is in force; the one before is no more.</summary>
/// <param name="ConventionId">The convention.</param>
/// <param name="Area">Community or village, 12 digits.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="MotionId">The motion by which it was adopted.</param>
/// <param name="FiledOn">Day of the filing.</param>
/// <param name="At">When, UTC.</param>
public sealed record ConventionFiled(Guid ConventionId, string Area, [Words("Charter|Convention")] string Kind, Guid MotionId, DateOnly FiledOn, DateTimeOffset At);
