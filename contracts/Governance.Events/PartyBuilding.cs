namespace Governance.Events.Party.V1;

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
