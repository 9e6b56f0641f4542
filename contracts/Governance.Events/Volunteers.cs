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
/// <param name="State"><c>Active</c>, <c>Suspended</c>, <c>Left</c>, or <c>Hidden</c> when a guardian took the consent back.</param>
/// <param name="At">When, UTC.</param>
public sealed record VolunteerStateChanged(Guid VolunteerId, string Area, string State, DateTimeOffset At);

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
