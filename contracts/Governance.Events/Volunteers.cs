namespace Governance.Events.Volunteers.V1;

// Events carry ids, places, kinds and times; never a name, a number, a phone or a birth date. Who needs more asks Volunteers, with rights of their own.

/// <summary>Somebody was registered as a volunteer, or came back.</summary>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="Minor">Under 18.</param>
/// <param name="Veteran">Has served in the army.</param>
/// <param name="Skills">Codes of skills.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteerRegistered(Guid VolunteerId, string Area, bool Minor, bool Veteran, IReadOnlyList<string> Skills, DateTimeOffset At);

/// <summary>A volunteer moved to another home community.</summary>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="Area">Home community now.</param>
/// <param name="PreviousArea">Home community before.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteerTransferred(Guid VolunteerId, string Area, string PreviousArea, DateTimeOffset At);

/// <summary>A volunteer's skills are others now.</summary>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="Area">Home community.</param>
/// <param name="Skills">Codes of all skills now.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteerSkillsChanged(Guid VolunteerId, string Area, IReadOnlyList<string> Skills, DateTimeOffset At);

/// <summary>A registration stands elsewhere now.</summary>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="Area">Home community.</param>
/// <param name="State">State from now on; <c>Hidden</c> when a guardian took the consent back.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteerStateChanged(Guid VolunteerId, string Area, [Words("Active|Suspended|Left|Hidden")] string State, DateTimeOffset At);

/// <summary>A part of a batch was registered. Such volunteers have no <c>VolunteerRegistered</c> of their own.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Area">Division that the batch is for.</param>
/// <param name="VolunteerIds">Who was registered, at most 2,000.</param>
/// <param name="Homes">Home community of each, in the same order.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteersImported(Guid BatchId, string Area, IReadOnlyList<Guid> VolunteerIds, IReadOnlyList<string> Homes, DateTimeOffset At);

/// <summary>A volunteer's cumulative hours reached the next star.</summary>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="Area">Home community.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="At">When, UTC.</param>
public sealed record StarAwarded(Guid VolunteerId, string Area, int Stars, DateTimeOffset At);

/// <summary>Volunteers are needed.</summary>
/// <param name="NeedId">The need.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Source">Who needs it.</param>
/// <param name="SourceId">The need of the welfare case, or the emergency; null for a community's own.</param>
/// <param name="Skills">Codes of skills that are needed.</param>
/// <param name="Headcount">How many volunteers.</param>
/// <param name="StartsAt">From when, UTC.</param>
/// <param name="EndsAt">Until when, UTC.</param>
/// <param name="At">When, UTC.</param>
/// <param name="RequiredTrainings">Codes of courses that who comes must be trained in; null in events from before.</param>
public sealed record NeedOpened(Guid NeedId, string Area, [Words(Known.NeedSources)] string Source, Guid? SourceId, IReadOnlyList<string> Skills, int Headcount, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At,
    IReadOnlyList<string>? RequiredTrainings = null);

/// <summary>A need ended without service.</summary>
/// <param name="NeedId">The need.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Source">Who needed it.</param>
/// <param name="SourceId">The need of the welfare case, or the emergency; null for a community's own.</param>
/// <param name="At">When, UTC.</param>
public sealed record NeedClosed(Guid NeedId, string Area, [Words(Known.NeedSources)] string Source, Guid? SourceId, DateTimeOffset At);

/// <summary>A volunteer has served for a need. Once for each service; a welfare case records it as a visit.</summary>
/// <param name="NeedId">The need.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Source">Who needed it.</param>
/// <param name="SourceId">The need of the welfare case, or the emergency; null for a community's own.</param>
/// <param name="VolunteerId">Who served.</param>
/// <param name="RecordId">Record of the service.</param>
/// <param name="Minutes">How long.</param>
/// <param name="At">When, UTC.</param>
public sealed record NeedFulfilled(Guid NeedId, string Area, [Words(Known.NeedSources)] string Source, Guid? SourceId, Guid VolunteerId, Guid RecordId, int Minutes, DateTimeOffset At);

/// <summary>An activity was published.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Area">Community where it takes place.</param>
/// <param name="NeedId">Need it answers; null = none.</param>
/// <param name="Skills">Codes of wanted skills.</param>
/// <param name="ShiftCount">How many shifts.</param>
/// <param name="Capacity">Places of all shifts.</param>
/// <param name="StartsAt">Beginning of the first shift, UTC.</param>
/// <param name="EndsAt">End of the last shift, UTC.</param>
/// <param name="At">When, UTC.</param>
/// <param name="TeamId">Team that does it; null = none.</param>
/// <param name="NeedsCover">Covers that who takes part needs; null in events from before.</param>
/// <param name="RequiredTrainings">Codes of courses that who takes part must be trained in; null in events from before.</param>
public sealed record ActivityPublished(Guid ActivityId, string Area, Guid? NeedId, IReadOnlyList<string> Skills, int ShiftCount, int Capacity, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At, Guid? TeamId = null,
    [Words(Known.Covers)] IReadOnlyList<string>? NeedsCover = null, IReadOnlyList<string>? RequiredTrainings = null);

/// <summary>An activity was called off.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Area">Community where it would have taken place.</param>
/// <param name="NeedId">Need it would have answered; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record ActivityWithdrawn(Guid ActivityId, string Area, Guid? NeedId, DateTimeOffset At);

/// <summary>Somebody signed up for a shift.</summary>
/// <param name="SignUpId">The sign-up.</param>
/// <param name="Area">Community of the activity.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ShiftId">The shift.</param>
/// <param name="VolunteerId">Who.</param>
/// <param name="State">Whether there was a place.</param>
/// <param name="At">When, UTC.</param>
public sealed record SignUpTaken(Guid SignUpId, string Area, Guid ActivityId, Guid ShiftId, Guid VolunteerId, [Words("Confirmed|Waiting")] string State, DateTimeOffset At);

/// <summary>A sign-up stands elsewhere now.</summary>
/// <param name="SignUpId">The sign-up.</param>
/// <param name="Area">Community of the activity.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ShiftId">The shift.</param>
/// <param name="VolunteerId">Who.</param>
/// <param name="State">State from now on; <c>Confirmed</c> = moved up.</param>
/// <param name="At">When, UTC.</param>
public sealed record SignUpChanged(Guid SignUpId, string Area, Guid ActivityId, Guid ShiftId, Guid VolunteerId, [Words("Confirmed|Withdrawn|CheckedIn|Served|NoShow")] string State, DateTimeOffset At);

/// <summary>The last place of a shift was taken.</summary>
/// <param name="ShiftId">The shift.</param>
/// <param name="Area">Community of the activity.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Capacity">Its places.</param>
/// <param name="At">When, UTC.</param>
public sealed record ShiftFilled(Guid ShiftId, string Area, Guid ActivityId, int Capacity, DateTimeOffset At);

/// <summary>A volunteer's service was recorded.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Area">Community where it took place.</param>
/// <param name="VolunteerId">Who served.</param>
/// <param name="ActivityId">Activity; null when it was recorded by hand.</param>
/// <param name="Kind">Kind of service, e.g. <c>elderly-care</c>.</param>
/// <param name="StartsAt">From when, UTC.</param>
/// <param name="Minutes">How long, in half hours.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="TeamId">Team whose activity it was; null = none.</param>
public sealed record ServiceRecorded(Guid RecordId, string Area, Guid VolunteerId, Guid? ActivityId, string Kind, DateTimeOffset StartsAt, int Minutes, DateTimeOffset At, Guid? TeamId = null);

/// <summary>A record was reversed. What is right instead comes as a <c>ServiceRecorded</c> of its own.</summary>
/// <param name="RecordId">The reversing record.</param>
/// <param name="Area">Community where the service took place.</param>
/// <param name="VolunteerId">Who served.</param>
/// <param name="ReversedId">The record that no longer counts.</param>
/// <param name="Minutes">How long the reversed record was.</param>
/// <param name="At">When, UTC.</param>
/// <param name="TeamId">Team whose activity the reversed record was; null = none, and in events before this field existed.</param>
public sealed record ServiceCorrected(Guid RecordId, string Area, Guid VolunteerId, Guid ReversedId, int Minutes, DateTimeOffset At, Guid? TeamId = null);

/// <summary>A certificate of service was issued.</summary>
/// <param name="CertificateId">The certificate.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Whose.</param>
/// <param name="Minutes">Service it certifies.</param>
/// <param name="At">When, UTC.</param>
public sealed record CertificateIssued(Guid CertificateId, string Area, Guid VolunteerId, long Minutes, DateTimeOffset At);

/// <summary>A certificate no longer holds.</summary>
/// <param name="CertificateId">The certificate.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Whose.</param>
/// <param name="At">When, UTC.</param>
public sealed record CertificateWithdrawn(Guid CertificateId, string Area, Guid VolunteerId, DateTimeOffset At);

/// <summary>Minutes moved in the time bank, from one holder to another. Nothing is ever changed; a reversal is a posting of its own.</summary>
/// <param name="PostingId">The posting.</param>
/// <param name="Area">Division of whom it was posted for.</param>
/// <param name="Kind">What moves the minutes.</param>
/// <param name="FromId">Who gave; the issue account for what is earned.</param>
/// <param name="ToId">Who got.</param>
/// <param name="Minutes">How many, above 0.</param>
/// <param name="ReversedId">The posting that is reversed; null otherwise.</param>
/// <param name="At">When, UTC.</param>
public sealed record TimePosted(Guid PostingId, string Area, [Words("Earn|Give|Donate|Spend|Reverse|Hold|Release|Expire")] string Kind, Guid FromId, Guid ToId, long Minutes, Guid? ReversedId, DateTimeOffset At);

/// <summary>Points of a volunteer's account moved. Nothing is ever changed; a reversal is a posting of its own. Whose the account is only those learn who may see it.</summary>
/// <param name="PostingId">The posting.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="AccountId">The account.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="Kind">What moves the points.</param>
/// <param name="DeedCode">Code of the deed, e.g. <c>waste-sorting</c>; null for what is spent or given back.</param>
/// <param name="Points">How many; below 0 when they are taken.</param>
/// <param name="ReversedId">The posting that is reversed; null otherwise.</param>
/// <param name="RedemptionId">The redemption that is paid or given back; null otherwise.</param>
/// <param name="At">When, UTC.</param>
public sealed record PointsPosted(Guid PostingId, string Area, Guid AccountId, Guid SchemeId, [Words("Deed|Reverse|Redeem|Return")] string Kind, string? DeedCode, int Points, Guid? ReversedId, Guid? RedemptionId, DateTimeOffset At);

/// <summary>Somebody has spent points on a reward. When it is cancelled, a <c>PointsPosted</c> of kind <c>Return</c> gives them back.</summary>
/// <param name="RedemptionId">The redemption.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="RewardId">The reward.</param>
/// <param name="AccountId">The account that paid.</param>
/// <param name="Points">Its price.</param>
/// <param name="At">When, UTC.</param>
public sealed record RewardRedeemed(Guid RedemptionId, string Area, Guid RewardId, Guid AccountId, int Points, DateTimeOffset At);

/// <summary>A volunteer was awarded an honour. One event a winner; the title is in <c>ListHonours</c>.</summary>
/// <param name="HonourId">The honour.</param>
/// <param name="Area">Division whose honour it is, 2 to 12 digits.</param>
/// <param name="VolunteerId">Who won.</param>
/// <param name="Level">Level that awards it.</param>
/// <param name="At">When, UTC.</param>
public sealed record HonourAwarded(Guid HonourId, string Area, Guid VolunteerId, [Words(Known.Levels)] string Level, DateTimeOffset At);

/// <summary>An order for a service stands elsewhere now.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Area">Community where the service takes place.</param>
/// <param name="State">State from now on.</param>
/// <param name="Kind">Kind of service, e.g. <c>elderly-care</c>.</param>
/// <param name="ServerId">Volunteer who serves; null before it is matched.</param>
/// <param name="Minutes">Minutes that are held; from <c>Served</c> on those that were served or are due.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrderChanged(Guid OrderId, string Area, [Words("Placed|Matched|Served|Disputed|Confirmed|Settled|Withdrawn")] string State, string Kind, Guid? ServerId, int Minutes, DateTimeOffset At);

/// <summary>A station was opened.</summary>
/// <param name="StationId">The station.</param>
/// <param name="Area">Its town or community, 9 or 12 digits.</param>
/// <param name="Kind">Of whom it is.</param>
/// <param name="At">When, UTC.</param>
public sealed record StationOpened(Guid StationId, string Area, [Words("Town|Community|Institution")] string Kind, DateTimeOffset At);

/// <summary>A station was closed for good.</summary>
/// <param name="StationId">The station.</param>
/// <param name="Area">Its town or community, 9 or 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record StationClosed(Guid StationId, string Area, DateTimeOffset At);

/// <summary>A volunteer holds a stable post now.</summary>
/// <param name="HoldingId">The holding: once a post is vacated, the next is another.</param>
/// <param name="Area">Town or community of the station.</param>
/// <param name="PostId">The post.</param>
/// <param name="StationId">The station.</param>
/// <param name="VolunteerId">Who holds it.</param>
/// <param name="Place">What kind of place.</param>
/// <param name="WeeklyMinutes">Minutes a week.</param>
/// <param name="At">When, UTC.</param>
public sealed record PostAssigned(Guid HoldingId, string Area, Guid PostId, Guid StationId, Guid VolunteerId, [Words("CareHome|ChildWelfare|MarriageRegistration|Community")] string Place, int WeeklyMinutes, DateTimeOffset At);

/// <summary>A volunteer holds a post no longer.</summary>
/// <param name="HoldingId">The holding.</param>
/// <param name="Area">Town or community of the station.</param>
/// <param name="PostId">The post.</param>
/// <param name="VolunteerId">Who held it.</param>
/// <param name="At">When, UTC.</param>
public sealed record PostVacated(Guid HoldingId, string Area, Guid PostId, Guid VolunteerId, DateTimeOffset At);

/// <summary>A team was founded. Who leads it comes as a <c>TeamLeaderAppointed</c>.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Area">Its division, 2 to 12 digits.</param>
/// <param name="Kind">What kind of team.</param>
/// <param name="At">When, UTC.</param>
public sealed record TeamFounded(Guid TeamId, string Area, [Words("PartyMembers|Veterans|Youth|Emergency|Medical|General")] string Kind, DateTimeOffset At);

/// <summary>A team has a leader, or another one.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Area">Its division, 2 to 12 digits.</param>
/// <param name="VolunteerId">Who leads it.</param>
/// <param name="At">When, UTC.</param>
public sealed record TeamLeaderAppointed(Guid TeamId, string Area, Guid VolunteerId, DateTimeOffset At);

/// <summary>A team was disbanded for good.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Area">Its division, 2 to 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record TeamDisbanded(Guid TeamId, string Area, DateTimeOffset At);

/// <summary>A volunteer belongs to a team now.</summary>
/// <param name="MemberId">The member: who leaves and joins again is another.</param>
/// <param name="Area">Division of the team, 2 to 12 digits.</param>
/// <param name="TeamId">The team.</param>
/// <param name="VolunteerId">Who joined.</param>
/// <param name="At">When, UTC.</param>
public sealed record TeamMemberJoined(Guid MemberId, string Area, Guid TeamId, Guid VolunteerId, DateTimeOffset At);

/// <summary>A volunteer belongs to a team no longer.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Area">Division of the team, 2 to 12 digits.</param>
/// <param name="TeamId">The team.</param>
/// <param name="VolunteerId">Who left.</param>
/// <param name="At">When, UTC.</param>
public sealed record TeamMemberParted(Guid MemberId, string Area, Guid TeamId, Guid VolunteerId, DateTimeOffset At);

/// <summary>A party member who reported in is this volunteer, found or registered for it: what is recorded of the volunteer from now on is the member's service.</summary>
/// <param name="VolunteerId">The volunteer.</param>
/// <param name="Area">Home community, 12 digits.</param>
/// <param name="MemberId">The party member.</param>
/// <param name="At">When, UTC.</param>
public sealed record MemberRecognized(Guid VolunteerId, string Area, Guid MemberId, DateTimeOffset At);

/// <summary>A volunteer is insured.</summary>
/// <param name="CoverId">The cover.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Who is insured.</param>
/// <param name="Kind">What it covers.</param>
/// <param name="FromDate">First day, in China.</param>
/// <param name="UntilDate">First day on which it holds no longer.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record VolunteerCovered(Guid CoverId, string Area, Guid VolunteerId, [Words(Known.Covers)] string Kind, DateOnly FromDate, DateOnly UntilDate, DateTimeOffset At);

/// <summary>A cover was ended early.</summary>
/// <param name="CoverId">The cover.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Who was insured.</param>
/// <param name="Kind">What it covered.</param>
/// <param name="EndDate">First day on which it holds no longer; its first day when it should never have been entered.</param>
/// <param name="At">When, UTC.</param>
public sealed record CoverEnded(Guid CoverId, string Area, Guid VolunteerId, [Words(Known.Covers)] string Kind, DateOnly EndDate, DateTimeOffset At);

/// <summary>A volunteer was trained. Of a volunteer and course the latest stands.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Who was trained.</param>
/// <param name="CourseCode">Code of the course, e.g. <c>first-aid</c>.</param>
/// <param name="TrainDate">Day on the paper, in China; it holds from then on.</param>
/// <param name="UntilDate">First day on which it holds no longer; null = it holds for ever.</param>
/// <param name="RenewedId">Training whose place it took; null = none stood.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record TrainingCertified(Guid TrainingId, string Area, Guid VolunteerId, string CourseCode, DateOnly TrainDate, DateOnly? UntilDate, Guid? RenewedId, DateTimeOffset At);

/// <summary>A training was taken back.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Whose it was.</param>
/// <param name="CourseCode">Code of the course.</param>
/// <param name="StandingId">Earlier training that stands again in its place; null = none, or another stands.</param>
/// <param name="At">When, UTC.</param>
public sealed record TrainingRevoked(Guid TrainingId, string Area, Guid VolunteerId, string CourseCode, Guid? StandingId, DateTimeOffset At);

/// <summary>An organ has commended a volunteer.</summary>
/// <param name="CommendationId">The commendation.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Who was commended.</param>
/// <param name="Level">Level that commends.</param>
/// <param name="CommendDate">Day on the document.</param>
/// <param name="At">When it was entered, UTC.</param>
public sealed record VolunteerCommended(Guid CommendationId, string Area, Guid VolunteerId, [Words(Known.Commending)] string Level, DateOnly CommendDate, DateTimeOffset At);

/// <summary>A commendation was taken back.</summary>
/// <param name="CommendationId">The commendation.</param>
/// <param name="Area">Home community of the volunteer.</param>
/// <param name="VolunteerId">Who had been commended.</param>
/// <param name="Level">Level that had commended.</param>
/// <param name="At">When, UTC.</param>
public sealed record CommendationWithdrawn(Guid CommendationId, string Area, Guid VolunteerId, [Words(Known.Commending)] string Level, DateTimeOffset At);

/// <summary>Trained volunteers were called up for an emergency.</summary>
/// <param name="NeedId">Need that the emergency has opened.</param>
/// <param name="Area">Division that is hit, 2 to 12 digits.</param>
/// <param name="EmergencyId">The emergency.</param>
/// <param name="RequiredTrainings">Codes of the courses that they are trained in.</param>
/// <param name="VolunteerIds">Who, at most 1,500.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteersCalledUp(Guid NeedId, string Area, Guid EmergencyId, IReadOnlyList<string> RequiredTrainings, IReadOnlyList<Guid> VolunteerIds, DateTimeOffset At);

/// <summary>A volunteer has answered a call-up, or has answered otherwise than before.</summary>
/// <param name="CallUpId">The call-up.</param>
/// <param name="Area">Home community of the volunteer when called up.</param>
/// <param name="NeedId">The need.</param>
/// <param name="VolunteerId">Who.</param>
/// <param name="State">The answer.</param>
/// <param name="At">When, UTC.</param>
public sealed record CallUpAnswered(Guid CallUpId, string Area, Guid NeedId, Guid VolunteerId, [Words("Accepted|Declined")] string State, DateTimeOffset At);

/// <summary>Hours that another service told of contradict the volunteer's records, and are no record.</summary>
/// <param name="RecordId">The id that the record would have had.</param>
/// <param name="Area">Division of the volunteer.</param>
/// <param name="VolunteerId">Who served.</param>
/// <param name="Reason"><c>Overlap</c> (two places at once) or <c>MoreThanADay</c> (more than twelve hours of a day).</param>
/// <param name="At">When, UTC.</param>
public sealed record ServiceRefused(Guid RecordId, string Area, Guid VolunteerId, [Words("Overlap|MoreThanADay")] string Reason, DateTimeOffset At);
