using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Governance.Messaging;

/// <summary>
/// A place in a service's event log: everything up to it has been seen. Its text is an opaque token that a reader keeps and comes back with. The order is
/// that of transaction ids, then of insertion; per aggregate it is the order of the event's sequence.
/// </summary>
public readonly record struct EventPosition : IComparable<EventPosition>
{
    internal EventPosition(ulong xid, long number, DateTimeOffset at) => (Xid, Number, At) = (xid, number, at);

    /// <summary>Before the first event.</summary>
    public static EventPosition Start => default;

    /// <summary>Before the first event that was written at this time or later, by at most a day.</summary>
    internal static EventPosition Since(DateTimeOffset time) => new(0, 0, time);

    /// <summary>What was written before this time is not wanted: <see cref="Since"/>, also when it comes back as a token. Of a place behind an event: no such time.</summary>
    internal DateTimeOffset Wanted => Xid == 0 && Number == 0 ? At : DateTimeOffset.MinValue;

    internal ulong Xid { get; }

    internal long Number { get; }

    /// <summary>Database time at that place: lets a query leave out the months before it.</summary>
    internal DateTimeOffset At { get; }

    /// <inheritdoc />
    public int CompareTo(EventPosition other) => Xid != other.Xid ? Xid.CompareTo(other.Xid) : Number.CompareTo(other.Number);

    /// <summary>Whether the places are the same, whatever the time noted beside them.</summary>
    public bool Equals(EventPosition other) => Xid == other.Xid && Number == other.Number;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Xid, Number);

    /// <summary>The token.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Xid);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], At.ToUnixTimeMilliseconds());
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a token; false for anything that <see cref="ToString"/> has not written.</summary>
    public static bool TryParse(string? token, out EventPosition position)
    {
        position = default;
        Span<byte> bytes = stackalloc byte[24];
        if (token is not { Length: 32 } || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromUtf8(Encoding.ASCII.GetBytes(token), bytes, out var n) || n != 24) return false;
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        var at = BinaryPrimitives.ReadInt64BigEndian(bytes[16..]);
        if (number < 0 || at < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return false;
        position = new EventPosition(BinaryPrimitives.ReadUInt64BigEndian(bytes), number, DateTimeOffset.FromUnixTimeMilliseconds(at));
        return true;
    }

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes later.</summary>
    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    /// <summary>Not later.</summary>
    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}
