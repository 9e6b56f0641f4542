using System.Diagnostics.CodeAnalysis;

namespace Governance.Messaging;

/// <summary>Says why rows of an entity belong to no area. Every mapped entity is area-scoped or carries this.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NationwideAttribute(string reason) : Attribute
{
    /// <summary>The reason, for the reviewer.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A row of the event log. Insert-only; partitioned by month of recorded_at, which the database sets; see README.</summary>
[Nationwide("read by the relay and the feed, which filter on its column area themselves")]
[SuppressMessage("Naming", "CA1711", Justification = "the field's term")]
internal sealed class EventRow
{
    public Guid Id { get; init; }
    public short Lane { get; init; }
    public required string Type { get; init; }
    public Guid AggregateId { get; init; }
    public int Sequence { get; init; }
    public required string Area { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public required string Payload { get; init; }
    public string? TraceParent { get; init; }
}

/// <summary>What a request_id was answered with.</summary>
[Nationwide("found only by its caller and request_id")]
internal sealed class RequestRow
{
    public required string Caller { get; init; }
    public Guid RequestId { get; init; }
    public long PayloadHash { get; init; }
    public required byte[] Reply { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>An event that a consumer has dealt with. Partitioned by event id, which is a UUIDv7 and so tells its month.</summary>
[Nationwide("found only by consumer and event id")]
internal sealed class InboxRow
{
    public Guid EventId { get; init; }
    public required string Consumer { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>Who did what, when. Insert-only; partitioned by month of <see cref="RecordedAt"/>.</summary>
[Nationwide("read by auditors alone, whose duty is the whole province; carries the area as a column")]
internal sealed class AuditRow
{
    public Guid Id { get; init; }
    public DateTimeOffset RecordedAt { get; init; } = TimeProvider.System.GetUtcNow();
    public DateTimeOffset At { get; init; }
    public required string Subject { get; init; }
    public string? ClientId { get; init; }
    public required string Action { get; init; }
    public Guid? AggregateId { get; init; }
    public string? Area { get; init; }
    public string? Purpose { get; init; }
    public Guid? RequestId { get; init; }
    public string? TraceId { get; init; }

    /// <summary>Reason of the refusal, for what was tried and denied; null for what was done.</summary>
    public string? Refused { get; init; }
}
