namespace Governance.Events.SocialOrgs.V1;

/// <summary>A social organisation was registered or filed.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it is registered, 2 to 12 digits.</param>
/// <param name="TeamId">Team of Volunteers that it was made of, or that is filed with it; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationRegistered(Guid OrganizationId, string Area, Guid? TeamId, DateTimeOffset At);

/// <summary>Somebody was certified as a professional social worker, or one level higher.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered, 2 to 12 digits.</param>
/// <param name="Level"><c>Assistant</c>, <c>SocialWorker</c> or <c>Senior</c>.</param>
/// <param name="VolunteerId">The same person's registration in Volunteers; null = none is known.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerCertified(Guid SocialWorkerId, string Area, string Level, Guid? VolunteerId, DateTimeOffset At);
