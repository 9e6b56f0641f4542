namespace Governance.Events.Welfare.V1;

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
