namespace Governance.Events.SocialOrgs.V1;

/// <summary>A social organisation was registered or filed.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it is registered, 2 to 12 digits.</param>
/// <param name="TeamId">Team of Volunteers that it was made of, or that is filed with it; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationRegistered(Guid OrganizationId, string Area, Guid? TeamId, DateTimeOffset At);
