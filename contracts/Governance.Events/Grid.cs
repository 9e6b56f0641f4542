namespace Governance.Events.Grid.V1;

/// <summary>A resident's appeal has been taken in.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Area">Community (12 digits) or grid (15 digits) where it happened.</param>
/// <param name="Category">Category code, e.g. <c>0302</c>; null while nobody has classified it.</param>
/// <param name="Source">How it came in, e.g. <c>GridWorker</c>.</param>
/// <param name="Urgency"><c>Normal</c>, <c>Urgent</c> or <c>Emergency</c>.</param>
/// <param name="OpenedAt">When it was taken in, UTC.</param>
public sealed record CallOpened(Guid CallId, string Area, string? Category, string Source, string Urgency, DateTimeOffset OpenedAt);
