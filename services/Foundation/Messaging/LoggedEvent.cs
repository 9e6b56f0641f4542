using System.Text.Json;
using Npgsql;

namespace Governance.Messaging;

/// <summary>An event as it stands in the log.</summary>
public sealed class LoggedEvent
{
    /// <summary>Its place; a reader that has dealt with this event comes back with it.</summary>
    public EventPosition Position { get; private init; }

    /// <summary>UUIDv7; the same on the bus (MessageId, ce-id).</summary>
    public Guid Id { get; private init; }

    /// <summary>E.g. <c>governance.grid.v1.CallOpened</c>.</summary>
    public string Type { get; private init; } = "";

    /// <summary>What it happened to.</summary>
    public Guid AggregateId { get; private init; }

    /// <summary>1, 2, 3 … for each aggregate, without gaps.</summary>
    public int Sequence { get; private init; }

    /// <summary>Division or grid code.</summary>
    public string Area { get; private init; } = "";

    /// <summary>When it happened, by the service's clock.</summary>
    public DateTimeOffset OccurredAt { get; private init; }

    /// <summary>The event, JSON in UTF-8, byte for byte as on the bus.</summary>
    public ReadOnlyMemory<byte> Json { get; private init; }

    /// <summary>W3C traceparent of the command that raised it.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>When it was written, by the database's clock.</summary>
    internal DateTimeOffset RecordedAt => Position.At;

    internal short Lane { get; private init; }

    /// <summary>The event as its record of Governance.Events.</summary>
    public T As<T>() => JsonSerializer.Deserialize<T>(Json.Span, EventType.Json) ?? throw new JsonException($"event {Id} is null");

    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    internal const string Columns = "e.xid, e.position, e.recorded_at, e.lane, e.id, e.type, e.aggregate_id, e.sequence, e.area, e.occurred_at, e.payload, e.trace_parent";

    internal static LoggedEvent Read(NpgsqlDataReader row, int first) => new()
    {
        Position = new EventPosition(row.GetFieldValue<ulong>(first), row.GetInt64(first + 1), row.GetFieldValue<DateTimeOffset>(first + 2)),
        Lane = row.GetInt16(first + 3),
        Id = row.GetGuid(first + 4),
        Type = string.Intern(row.GetString(first + 5)),
        AggregateId = row.GetGuid(first + 6),
        Sequence = row.GetInt32(first + 7),
        Area = row.GetString(first + 8),
        OccurredAt = row.GetFieldValue<DateTimeOffset>(first + 9),
        Json = row.GetFieldValue<byte[]>(first + 10),
        TraceParent = row.IsDBNull(first + 11) ? null : row.GetString(first + 11),
    };
}
