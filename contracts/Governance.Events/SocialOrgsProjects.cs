namespace Governance.Events.SocialOrgs.V1;

/// <summary>A list of projects of community governance was opened.</summary>
/// <param name="ListId">Its list.</param>
/// <param name="Area">Province of 2 digits, city of 4 or county of 6.</param>
/// <param name="Year">The year.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectListOpened(Guid ListId, string Area, int Year, DateTimeOffset At);

/// <summary>A list of projects takes no more.</summary>
/// <param name="ListId">Its list.</param>
/// <param name="Area">Province of 2 digits, city of 4 or county of 6.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectListClosed(Guid ListId, string Area, DateTimeOffset At);

/// <summary>A community has found a need.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="ListId">Its list.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectRaised(Guid ProjectId, string Area, Guid ListId, DateTimeOffset At);

/// <summary>What a project is to do is known.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="BudgetFen">What it costs, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectDesigned(Guid ProjectId, string Area, long BudgetFen, DateTimeOffset At);

/// <summary>An organisation is to carry out a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectMatched(Guid ProjectId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>The organisation that was to carry out a project has ended: it can be matched to another.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="OrganizationId">The organisation that has ended.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectUnmatched(Guid ProjectId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>A project whose sources cover its budget was started.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="BudgetFen">What it costs, in fen.</param>
/// <param name="FundedFen">Sum of its sources, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectStarted(Guid ProjectId, string Area, Guid OrganizationId, long BudgetFen, long FundedFen, DateTimeOffset At);

/// <summary>A project is done, and waits for acceptance.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectSubmitted(Guid ProjectId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>A project was not accepted, and goes on.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectReturned(Guid ProjectId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>A project was accepted by another person than submitted it.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ListId">Its list.</param>
/// <param name="BudgetFen">What it costs, in fen.</param>
/// <param name="SpentFen">What was spent, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectCompleted(Guid ProjectId, string Area, Guid OrganizationId, Guid ListId, long BudgetFen, long SpentFen, DateTimeOffset At);

/// <summary>A project was given up.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Town or community that has found the need, 9 or 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record ProjectWithdrawn(Guid ProjectId, string Area, DateTimeOffset At);

/// <summary>A community applied to be one of the six types.</summary>
/// <param name="PilotId">The pilot.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Kind">Which of the types.</param>
/// <param name="At">When, UTC.</param>
public sealed record PilotApplied(Guid PilotId, string Area, [Words(Known.Pilots)] string Kind, DateTimeOffset At);

/// <summary>A community that applied was assessed.</summary>
/// <param name="PilotId">The pilot.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Points">What it was given.</param>
/// <param name="PassPoints">What it needs.</param>
/// <param name="At">When, UTC.</param>
public sealed record PilotAssessed(Guid PilotId, string Area, int Points, int PassPoints, DateTimeOffset At);

/// <summary>A community bears the label of a type; also after a review that it has passed.</summary>
/// <param name="PilotId">The pilot.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Kind">Which of the types.</param>
/// <param name="ValidUntil">Last day on which it is valid.</param>
/// <param name="At">When, UTC.</param>
public sealed record PilotLabelled(Guid PilotId, string Area, [Words(Known.Pilots)] string Kind, DateOnly ValidUntil, DateTimeOffset At);

/// <summary>A community was not given the label.</summary>
/// <param name="PilotId">The pilot.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Kind">Which of the types.</param>
/// <param name="At">When, UTC.</param>
public sealed record PilotDeclined(Guid PilotId, string Area, [Words(Known.Pilots)] string Kind, DateTimeOffset At);

/// <summary>A community has failed a review and puts right what was found.</summary>
/// <param name="PilotId">The pilot.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Kind">Which of the types.</param>
/// <param name="At">When, UTC.</param>
public sealed record PilotReturned(Guid PilotId, string Area, [Words(Known.Pilots)] string Kind, DateTimeOffset At);

/// <summary>The label of a community was taken away, or the community became one with another of its type: then it is told in the one that goes on.</summary>
/// <param name="PilotId">The pilot.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="Kind">Which of the types.</param>
/// <param name="At">When, UTC.</param>
public sealed record PilotWithdrawn(Guid PilotId, string Area, [Words(Known.Pilots)] string Kind, DateTimeOffset At);

/// <summary>An organisation applied for a grade.</summary>
/// <param name="GradingId">The grading.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record GradingApplied(Guid GradingId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>What the panel's scores give was told; objections are taken.</summary>
/// <param name="GradingId">The grading.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Grade">Its grade; null = below 1A.</param>
/// <param name="ObjectionsEndAt">Until when objections are taken, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record GradingAnnounced(Guid GradingId, string Area, Guid OrganizationId, [Words(Known.Grades)] string? Grade, DateTimeOffset ObjectionsEndAt, DateTimeOffset At);

/// <summary>An organisation was given a grade.</summary>
/// <param name="GradingId">The grading.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Grade">Its grade.</param>
/// <param name="ValidUntil">Last day on which it is valid.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationGraded(Guid GradingId, string Area, Guid OrganizationId, [Words(Known.Grades)] string Grade, DateOnly ValidUntil, DateTimeOffset At);

/// <summary>An organisation was given no grade.</summary>
/// <param name="GradingId">The grading.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record GradingDeclined(Guid GradingId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>An organisation is to be put on the blacklist, and is heard.</summary>
/// <param name="BlacklistingId">The blacklisting.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="HearingEndsOn">Last day on which the organisation is heard.</param>
/// <param name="At">When, UTC.</param>
public sealed record BlacklistingProposed(Guid BlacklistingId, string Area, Guid OrganizationId, DateOnly HearingEndsOn, DateTimeOffset At);

/// <summary>An organisation is on the blacklist: no bids, no incubation, no projects.</summary>
/// <param name="BlacklistingId">The blacklisting.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationBlacklisted(Guid BlacklistingId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>An organisation was not put on the blacklist.</summary>
/// <param name="BlacklistingId">The blacklisting.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record BlacklistingDismissed(Guid BlacklistingId, string Area, Guid OrganizationId, DateTimeOffset At);

/// <summary>An organisation is no longer on the blacklist.</summary>
/// <param name="BlacklistingId">The blacklisting.</param>
/// <param name="Area">Division of the organisation, 6 to 12 digits.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record BlacklistingLifted(Guid BlacklistingId, string Area, Guid OrganizationId, DateTimeOffset At);
